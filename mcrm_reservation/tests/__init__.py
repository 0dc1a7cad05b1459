from . import test_access, test_booking, test_change, test_constraint, test_race, test_scan, test_staff, test_venue
