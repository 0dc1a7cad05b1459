from . import dispatch
from . import models
from . import controllers
