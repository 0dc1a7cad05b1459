"""One spelling for each e-mail address and phone number, so that equal contacts are equal texts."""

import re

import phonenumbers

MAX_EMAIL_LENGTH = 254  # characters, RFC 5321
EMAIL = re.compile(r"[^\s@<>\"',;:\\()\[\]]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")


class InvalidEmail(ValueError):
    """The text is not an e-mail address."""


class InvalidPhone(ValueError):
    """The text is not a phone number that exists in the numbering plan of its country."""


def normalise_email(text: str) -> str:
    """
    :param str text: as typed
    :return: the address in lower case, international domains in their ASCII form (str)
    :raise InvalidEmail: when it is not one address
    """
    local, at, domain = (text or "").strip().lower().rpartition("@")
    try:
        email = f"{local}{at}{domain.encode('idna').decode('ascii')}"
    except UnicodeError as error:
        raise InvalidEmail(text) from error
    if len(email) > MAX_EMAIL_LENGTH or not EMAIL.fullmatch(email) or _has_stray_dot(local):
        raise InvalidEmail(text)
    return email


def normalise_phone(text: str, region: str = "ID") -> str:
    """
    :param str text: as typed: ``0812…``, ``62812…``, ``+62 812-…``, ``8123…``
    :param str region: country assumed when the number names none, ISO 3166 alpha-2
    :return: the number in E.164, e.g. ``+6281234567890`` (str)
    :raise InvalidPhone: when no such number can exist
    """
    try:
        number = phonenumbers.parse(text or "", region)
    except phonenumbers.NumberParseException as error:
        raise InvalidPhone(text) from error
    if not phonenumbers.is_valid_number(number):
        raise InvalidPhone(text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _has_stray_dot(local: str) -> bool:
    return local.startswith(".") or local.endswith(".") or ".." in local
