from . import availability
from . import states
