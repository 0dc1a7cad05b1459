from base64 import b32decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcrm_loyalty.tools.voucher_code import CODE_BYTES, voucher_code


@given(st.binary(min_size=CODE_BYTES, max_size=CODE_BYTES))
def test_a_code_keeps_all_80_bits(random_bytes):
    code = voucher_code(random_bytes)
    assert len(code) == 16
    assert b32decode(code) == random_bytes


@given(st.binary(max_size=64).filter(lambda value: len(value) != CODE_BYTES))
def test_any_other_number_of_bytes_is_refused(random_bytes):
    with pytest.raises(ValueError):
        voucher_code(random_bytes)
