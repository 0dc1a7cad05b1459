"""Types of input that carry a rule of their own."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from odoo.addons.mcrm_member.tools import contacts

from ..tools.contact import kind_of

OLDEST_BIRTH = date(1900, 1, 1)


def _email(value: str) -> str:
    try:
        return contacts.normalise_email(value)
    except ValueError as error:
        raise PydanticCustomError("email_invalid", "not an e-mail address") from error


def _phone(value: str, info: ValidationInfo) -> str:
    try:
        return contacts.normalise_phone(value, info.context["call"].region)
    except ValueError as error:
        raise PydanticCustomError("phone_invalid", "not a phone number") from error


def _contact(value: str, info: ValidationInfo) -> str:
    return _email(value) if kind_of(value) == "email" else _phone(value, info)


def _birth_date(value: date, info: ValidationInfo) -> date:
    """What today is comes with the validation, so that the schema reads no clock."""
    if value < OLDEST_BIRTH or value >= info.context["call"].today:
        raise PydanticCustomError("birth_date_invalid", "not in the past, or too far in it")
    return value


Email = Annotated[str, StringConstraints(max_length=254), AfterValidator(_email), Field(examples=["ayu@example.com"])]
Phone = Annotated[str, StringConstraints(max_length=32), AfterValidator(_phone), Field(examples=["0812-0000-0001"])]
Contact = Annotated[
    str,
    StringConstraints(max_length=254),
    AfterValidator(_contact),
    Field(description="E-mail or phone", examples=["ayu@example.com", "0812-0000-0001"]),
]
Code = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9]{6}$"), Field(examples=["123456"])]
BirthDate = Annotated[date, AfterValidator(_birth_date), Field(description="In the past", examples=["1998-11-24"])]
