from . import nota
from . import till
