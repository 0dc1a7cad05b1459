"""Member numbers notice a slip of the finger."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcrm_member.tools import member_number

serials = st.integers(0, member_number.SERIALS - 1)


@given(serials)
def test_every_serial_gives_a_valid_number(serial):
    number = member_number.from_serial(serial)
    assert len(number) == 10
    assert member_number.is_valid(number)
    assert int(number[:-1]) == serial


@given(serials, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(serial, position, change):
    number = member_number.from_serial(serial)
    wrong = str((int(number[position]) + change) % 10)
    assert not member_number.is_valid(number[:position] + wrong + number[position + 1 :])


def test_the_check_digit_is_luhns():
    assert member_number.from_serial(123456789) == "1234567897"


@pytest.mark.parametrize("text", ["", "123", "12345678970", "12345678A7", "١٢٣٤٥٦٧٨٩٧"])
def test_other_texts_are_not_numbers(text):
    assert not member_number.is_valid(text)


@pytest.mark.parametrize("serial", [-1, member_number.SERIALS])
def test_serials_have_a_range(serial):
    with pytest.raises(ValueError, match="out of range"):
        member_number.from_serial(serial)
