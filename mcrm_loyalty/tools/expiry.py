"""When points end."""

from datetime import date

from dateutil.relativedelta import relativedelta

NEVER, MONTHS, YEAR_END = "never", "months", "year_end"


def last_day(rule: str, months: int, earned_on: date) -> date | None:
    """Give the last day on which points are good.

    :param str rule: never, months (after they were earned) or year_end (31 December of the same year)
    :param int months: of the rule "months"; the same day of the month, or the month's last
    :param date earned_on: the café's date
    :return: date, None for no end
    """
    if rule == MONTHS:
        return earned_on + relativedelta(months=months)
    return date(earned_on.year, 12, 31) if rule == YEAR_END else None
