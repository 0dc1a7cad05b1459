from . import nota
