from . import exceptions, models, tools
from .hooks import pre_init_hook
