from . import auth
from . import home
from . import loyalty
from . import me
from . import orders

from . import reservations
from . import system
