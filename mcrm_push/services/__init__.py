from . import fcm
