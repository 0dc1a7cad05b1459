from . import test_app, test_colour_setting
