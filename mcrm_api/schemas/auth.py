"""Registration, sign-in and sessions."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_serializer, model_validator
from pydantic_core import PydanticCustomError

from .base import Input, Output, secret, text
from .inputs import BirthDate, Code, Contact, Email, Phone
from .member import Language, Member

Client = Annotated[Literal["app", "web"], Field(description="web: the refresh token travels in an HttpOnly cookie")]
DeviceName = text(1, 80)
Channel = Annotated[Literal["email", "sms"], Field(description="Where the code goes")]


def _decent(password: str, info: ValidationInfo) -> str:
    known = {info.data.get(field) for field in ("email", "name", "phone", "identifier")}
    if len(set(password)) < 3 or password.lower() in {value.lower() for value in known if value}:
        raise PydanticCustomError("password_too_simple", "too easy to guess")
    return password


NewPassword = Annotated[secret(8, 128), AfterValidator(_decent), Field(examples=["es kopi susu 7"])]


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
    password: NewPassword
    consents: list[ConsentInput] = Field(max_length=10)
    language: Language | None = None
    channel: Channel = "email"

    @field_validator("consents")
    @classmethod
    def _agree_to_terms(cls, consents):
        if not any(consent.purpose == "terms" for consent in consents):
            raise PydanticCustomError("terms_required", "the terms are not among the consents")
        return consents

    @property
    def contact(self) -> str:
        """What the code will prove."""
        return self.phone if self.channel == "sms" else self.email


class VerificationRequired(Output):
    """The next step, the same whether or not the account exists."""

    status: Literal["verification_required"]
    channel: Literal["email", "sms"]
    expires_in: int = Field(description="Seconds", examples=[600])


class SignIn(Input):
    """Who signs in with what."""

    client: Client = "app"
    device_name: DeviceName | None = Field(default=None, examples=["Pixel 9"])


class ContactProof(Input):
    """A code and where it went: one e-mail or one phone."""

    email: Email | None = None
    phone: Phone | None = None
    code: Code

    @property
    def contact(self) -> str:
        """What the code proves."""
        return self.email or self.phone

    @model_validator(mode="after")
    def _one_of_them(self):
        if (self.email is None) == (self.phone is None):
            raise PydanticCustomError("either_email_or_phone", "give email or phone")
        return self


class Verification(SignIn, ContactProof):
    """The code and where it went: the e-mail or the phone."""


class CodeRequest(Input):
    """Who wants a code."""

    identifier: Contact


class Login(SignIn):
    """E-mail or phone, and either the password or a code from `auth/otp`."""

    identifier: text(3, 254) = Field(examples=["ayu@example.com"])
    password: secret(1, 128) | None = Field(default=None, examples=["es kopi susu 7"])
    code: Code | None = None

    @model_validator(mode="after")
    def _one_of_them(self):
        if (self.password is None) == (self.code is None):
            raise PydanticCustomError("either_password_or_code", "give password or code")
        return self


class PasswordReset(SignIn):
    """The code from `auth/password/forgot`, and the new password."""

    identifier: Contact
    code: Code
    password: NewPassword


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
