"""Member numbers: ten digits, the last one a Luhn check digit, so that a slip of the finger is noticed."""

LENGTH = 10  # digits, check digit included
SERIALS = 10 ** (LENGTH - 1)  # how many numbers there are


def from_serial(serial: int) -> str:
    """
    :param int serial: 0 to ``SERIALS - 1``
    :return: the member number of that serial (str)
    :raise ValueError: when the serial is out of range
    """
    if not 0 <= serial < SERIALS:
        raise ValueError(f"serial out of range: {serial}")
    body = f"{serial:0{LENGTH - 1}d}"
    return body + str(-_luhn_sum(body + "0") % 10)


def is_valid(text: str) -> bool:
    """
    :param str text: as typed
    :return: whether it has ten digits and the right check digit (bool)
    """
    return len(text) == LENGTH and text.isascii() and text.isdigit() and _luhn_sum(text) % 10 == 0


def _luhn_sum(digits: str) -> int:
    """Every second digit from the right counts double, with the digits of the product added."""
    total = 0
    for position, digit in enumerate(map(int, reversed(digits))):
        doubled = digit * 2 if position % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total
