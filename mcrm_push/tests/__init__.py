from . import test_access, test_delivery, test_device, test_pipeline, test_settings, test_worker
