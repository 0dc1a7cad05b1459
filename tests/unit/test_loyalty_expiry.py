from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from mcrm_loyalty.tools.expiry import MONTHS, NEVER, YEAR_END, last_day


def test_the_same_day_of_the_month_or_its_last():
    assert last_day(MONTHS, 12, date(2026, 11, 24)) == date(2027, 11, 24)
    assert last_day(MONTHS, 3, date(2026, 11, 30)) == date(2027, 2, 28)
    assert last_day(MONTHS, 12, date(2028, 2, 29)) == date(2029, 2, 28)


def test_the_end_of_the_calendar_year():
    assert last_day(YEAR_END, 0, date(2026, 1, 1)) == date(2026, 12, 31)
    assert last_day(YEAR_END, 0, date(2026, 12, 31)) == date(2026, 12, 31)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 60), st.integers(1, 60))
def test_longer_is_never_sooner(day, months, more):
    assert day < last_day(MONTHS, months, day) < last_day(MONTHS, months + more, day)
    assert last_day(NEVER, months, day) is None
