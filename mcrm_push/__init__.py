from . import models, services, tools
