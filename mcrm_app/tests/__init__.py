from . import test_app, test_colour_setting, test_palette
