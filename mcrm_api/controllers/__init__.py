from . import auth
from . import home
from . import loyalty
from . import me
from . import orders
from . import push
from . import reservations
from . import system
