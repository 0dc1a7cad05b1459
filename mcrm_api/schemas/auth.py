"""Registration, sign-in and sessions."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator, model_serializer
from pydantic_core import PydanticCustomError

from .base import Input, Output, secret, text
from .inputs import BirthDate, Email, Phone
from .member import Language, Member

Client = Annotated[Literal["app", "web"], Field(description="web: the refresh token travels in an HttpOnly cookie")]
DeviceName = text(1, 80)


class ConsentInput(Input):
    """Agreement to one text."""

    purpose: Literal["terms", "privacy", "marketing"]
    version: text(1, 20)


class Registration(Input):
    """A new member."""

    name: text(2, 100) = Field(examples=["Ayu Lestari"])
    email: Email
    phone: Phone
    birth_date: BirthDate
    password: secret(8, 128)
    consents: list[ConsentInput] = Field(max_length=10)
    language: Language | None = None

    @field_validator("consents")
    @classmethod
    def _agree_to_terms(cls, consents):
        if not any(consent.purpose == "terms" for consent in consents):
            raise PydanticCustomError("terms_required", "the terms are not among the consents")
        return consents

    @field_validator("password")
    @classmethod
    def _not_too_simple(cls, password, info):
        known = {info.data.get("email"), info.data.get("name"), info.data.get("phone")}
        if len(set(password)) < 3 or password.lower() in {value.lower() for value in known if value}:
            raise PydanticCustomError("password_too_simple", "too easy to guess")
        return password


class VerificationRequired(Output):
    """The next step, the same whether or not the account exists."""

    status: Literal["verification_required"]
    channel: Literal["email"]
    expires_in: int = Field(description="Seconds", examples=[600])


class Verification(Input):
    """The code from the e-mail."""

    email: Email
    code: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9]{6}$")] = Field(examples=["123456"])
    client: Client = "app"
    device_name: DeviceName | None = None


class Login(Input):
    """E-mail or phone, and password."""

    identifier: text(3, 254) = Field(examples=["ayu@example.com"])
    password: secret(1, 128)
    client: Client = "app"
    device_name: DeviceName | None = None


class Refresh(Input):
    """The refresh token, unless it travels in the cookie."""

    refresh_token: secret(20, 128) | None = None


class Session(Output):
    """A signed-in device."""

    access_token: str
    token_type: Literal["Bearer"]
    expires_in: int = Field(description="Seconds", examples=[900])
    refresh_token: str | None = Field(default=None, description="Absent for web clients")
    member: Member

    @model_serializer(mode="wrap")
    def _without_cookie_token(self, handler):
        """What travels in the cookie is not even named in the body."""
        data = handler(self)
        if self.refresh_token is None:
            del data["refresh_token"]
        return data
