import pytest

from kit.odootests import tags

TESTS = """
class Base:
    def helper_of_refund(self): ...

class TestRefund(Base):
    def test_full(self): ...
    def test_partial(self): ...

class TestSettlement(Base):
    def test_refund_is_booked_once(self): ...
    def test_earning(self): ...
"""


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "some_addon/tests"
    folder.mkdir(parents=True)
    (folder / "test_ledger.py").write_text(TESTS)
    (folder / "common.py").write_text("class TestRefundCommon:\n    def test_refund(self): ...\n")
    return tmp_path


@pytest.mark.parametrize(
    ("keyword", "expected"),
    [
        ("", ["/some_addon"]),
        ("refund", ["/some_addon:TestRefund", "/some_addon:TestSettlement.test_refund_is_booked_once"]),
        ("testrefund", ["/some_addon:TestRefund"]),
        ("PARTIAL", ["/some_addon:TestRefund.test_partial"]),
        ("helper", []),
        ("nothing", []),
    ],
)
def test_tests_are_chosen_by_a_part_of_their_name(root, keyword, expected):
    assert tags("some_addon", keyword, root) == expected
