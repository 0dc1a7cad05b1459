"""Numbers, money and moments as the contract writes them."""

from datetime import date, datetime, timezone, tzinfo


def number(value: float | None, digits: int = 2) -> int | float:
    """Whole numbers without a decimal point.

    :param float value: e.g. points
    :param int digits: decimals kept
    :return: int when nothing is behind the point, else float
    """
    rounded = round(value or 0.0, digits)
    return int(rounded) if rounded == int(rounded) else rounded


def money(amount: float | None, currency: str, digits: int = 2) -> dict:
    """An amount of money.

    :param float amount: in the currency's unit
    :param str currency: ISO 4217 code
    :param int digits: decimals of the currency
    :return: `{"amount", "currency"}` (dict)
    """
    return {"amount": number(amount, digits), "currency": currency}


def local(moment: datetime | None, zone: tzinfo) -> datetime | None:
    """Odoo's naive UTC moment with the offset of a place.

    :param datetime moment: naive UTC, aware, or empty
    :param tzinfo zone: the company's time zone
    :return: aware datetime in that zone, or None
    """
    if not moment:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
    return aware.astimezone(zone).replace(microsecond=0)


def image_path(kind: str, record_id: int, checksum: str | None) -> str | None:
    """Address of a picture; it changes with the picture, so that it can be cached for ever.

    :param str kind: what is shown, e.g. "program"
    :param int record_id: id of the record that has the picture
    :param str checksum: of the stored file, empty when there is no picture
    :return: path (str) or None
    """
    return f"/mcrm/api/v1/media/{kind}/{record_id}/{checksum[:12]}" if checksum else None


def is_birthday(birth_date: date | None, today: date) -> bool:
    """Whether the member's birthday is today; 29 February is kept on the 28th in common years.

    :param date birth_date: or None
    :param date today: in the company's time zone
    :return: bool
    """
    if not birth_date:
        return False
    born = (birth_date.month, birth_date.day)
    if born == (2, 29) and not _is_leap(today.year):
        born = (2, 28)
    return born == (today.month, today.day)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
