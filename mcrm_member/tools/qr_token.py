"""Signed texts for QR codes, upper case and short so that the drawn code stays small.

A token is ``PREFIX.field[.field…].SIGNATURE``, e.g. ``M1.1234567897.59012345.ABCDEFGHIJKLMNOP``:

* the prefix is a letter and a version digit and says what the token is about;
* fields hold ``A-Z 0-9 - _``;
* the signature is HMAC-SHA256 of everything before it, cut to 80 bits, in base32 (16 characters).

Reading forgives what people and scanners do to a text: white space around it, lower case, a URL whose last path
segment is the token. It forgives nothing else.

    InvalidToken
    ├── MalformedToken
    ├── WrongSignature
    └── ExpiredToken
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable
from datetime import datetime, timezone
from typing import NamedTuple

STEP_DURATION = 30  # seconds that one step of a rotating token lasts
STATIC_STEP = 0  # the step of a token that does not rotate
SIGNATURE_BYTES = 10  # 80 bits
MAX_LENGTH = 512  # characters; no text of ours comes near, and nothing longer deserves a look

PREFIX = re.compile(r"([A-Z][0-9])\.")
TOKEN = re.compile(r"([A-Z][0-9])((?:\.[A-Z0-9_-]+)+)\.([A-Z2-7]{16})")
FIELD = re.compile(r"[A-Z0-9_-]+")


class InvalidToken(ValueError):
    """The text cannot be trusted; the subclass says why."""


class MalformedToken(InvalidToken):
    """The text does not have the form of a token."""


class WrongSignature(InvalidToken):
    """None of the keys made this signature: the token is forged, damaged, or another company's."""


class ExpiredToken(InvalidToken):
    """The token was good, but its time has passed or has not come yet."""


class Token(NamedTuple):
    """What a token says once its signature is verified."""

    prefix: str
    fields: tuple[str, ...]


def issue(prefix: str, fields: Iterable[str | int], key: bytes) -> str:
    """Sign fields.

    :param str prefix: a letter and a digit, e.g. ``"V1"``
    :param Iterable fields: what the token carries, in order; letters are put in upper case
    :param bytes key: the secret of the company for this purpose
    :return: the text to draw as a QR code (str)
    :raise ValueError: when the prefix or a field holds a character that a token cannot carry
    """
    values = [str(field).upper() for field in fields]
    if not PREFIX.fullmatch(f"{prefix}.") or not values or not all(map(FIELD.fullmatch, values)):
        raise ValueError(f"not a token: {prefix!r}, {values!r}")
    body = ".".join([prefix, *values])
    return f"{body}.{_signature(body, key)}"


def read(text: str, *keys: bytes) -> Token:
    """Verify a text and take it apart.

    :param str text: what the scanner read
    :param bytes keys: secrets that may have signed it, the current one first
    :return: prefix and fields, in upper case (Token)
    :raise MalformedToken: when it is not a token at all
    :raise WrongSignature: when no key fits
    """
    match = TOKEN.fullmatch(_clean(text))
    if not match:
        raise MalformedToken("not a token")
    prefix, fields, signature = match.groups()
    expected = (_signature(prefix + fields, key) for key in keys)
    if not any(hmac.compare_digest(signature, each) for each in expected):
        raise WrongSignature("wrong signature")
    return Token(prefix, tuple(fields[1:].split(".")))


def prefix_of(text: str) -> str | None:
    """What a text claims to be; nothing is verified.

    :param str text: what the scanner read
    :return: the prefix (str), or None when the text claims none
    """
    match = PREFIX.match(_clean(text))
    return match and match[1]


def step_at(now: datetime) -> int:
    """
    :param datetime now: any moment, naive meaning UTC
    :return: the number of the 30-second step that it falls in (int)
    """
    return int(_aware(now).timestamp()) // STEP_DURATION


def step_end(now: datetime) -> datetime:
    """
    :param datetime now: any moment, naive meaning UTC
    :return: the moment at which its step ends, aware or naive as `now` is (datetime)
    """
    end = datetime.fromtimestamp((step_at(now) + 1) * STEP_DURATION, tz=timezone.utc)
    return end.astimezone(now.tzinfo) if now.tzinfo else end.replace(tzinfo=None)


def check_step(step: str, now: datetime, tolerance: int = 1) -> None:
    """Refuse a rotating token outside its time.

    :param str step: the step that the token carries
    :param datetime now: the moment of reading, naive meaning UTC
    :param int tolerance: steps of clock difference forgiven before and after
    :raise MalformedToken: when the step is not a number
    :raise ExpiredToken: when it is too old or from the future
    """
    if not re.fullmatch(r"[0-9]{1,12}", step):
        raise MalformedToken("step is not a number")
    if abs(step_at(now) - int(step)) > tolerance:
        raise ExpiredToken("outside its time")


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


def _clean(text: str) -> str:
    """Only ASCII may pass: some foreign letters become A-Z in upper case."""
    if not isinstance(text, str) or len(text) > MAX_LENGTH or not text.isascii():
        return ""
    text = text.strip()
    if "/" in text:
        path = re.split(r"[?#]", text, maxsplit=1)[0]
        text = path.rstrip("/").rsplit("/", 1)[-1]
    return text.upper()


def _signature(body: str, key: bytes) -> str:
    digest = hmac.new(key, body.encode("ascii"), hashlib.sha256).digest()
    return base64.b32encode(digest[:SIGNATURE_BYTES]).decode("ascii")
