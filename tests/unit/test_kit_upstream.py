from kit.upstream import failed

LOG = """2026-11-24 07:23:34,525 4327 INFO base odoo.addons.pos_loyalty.tests.test_frontend: Starting TestUi.test_a ...
2026-11-24 07:23:38,096 4327 ERROR base odoo.addons.pos_loyalty.tests.test_frontend: FAIL: TestUi.test_a
Traceback (most recent call last):
2026-11-24 07:25:54,814 4327 ERROR base odoo.http: Exception during request handling.
2026-11-24 07:28:09,761 4327 ERROR base odoo.addons.loyalty.tests.test_loyalty: ERROR: TestLoyalty.test_b
"""


def test_failed_tests_are_named(tmp_path):
    (tmp_path / "odoo.log").write_text(LOG)
    assert failed(tmp_path / "odoo.log") == {"TestUi.test_a", "TestLoyalty.test_b"}
