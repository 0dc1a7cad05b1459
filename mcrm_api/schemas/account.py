"""The member's account: contacts, devices, everything at once, and its end."""

from datetime import datetime
from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from .auth import Channel, ContactProof
from .base import Input, Number, Output, secret
from .inputs import Code
from .loyalty import Voucher
from .member import Member, PointsMove
from .orders import Nota
from .push import Device, Notification, Preferences
from .reservations import Reservation


class PendingContact(Output):
    """A contact that counts once its code is given to `me/contact/verify`."""

    contact: str = Field(examples=["ayu.baru@example.com"])
    channel: Channel
    expires_in: int = Field(description="Seconds", examples=[600])


class MemberChanged(Member):
    """The profile after the change, and what still has to be proven."""

    pending: list[PendingContact]


class ContactVerification(ContactProof):
    """The code and where it went: the new e-mail or the new phone."""


class SignedInDevice(Output):
    """A device on which the member is signed in."""

    id: int = Field(examples=[7])
    device_name: str | None = Field(examples=["Pixel 9"])
    client: Literal["app", "web"]
    signed_in_at: datetime
    last_seen_at: datetime
    is_current: bool = Field(description="The device that asks")


class SignedInDevices(Output):
    """Where the member is signed in, last seen first."""

    items: list[SignedInDevice]
    next_cursor: None = Field(description="The list is never longer than this")


class Erasure(Input):
    """Nothing the first time; then the token of the first answer with the password or a code from `auth/otp`."""

    confirmation_token: secret(20, 200) | None = None
    password: secret(1, 128) | None = None
    code: Code | None = None

    @model_validator(mode="after")
    def _one_of_them(self):
        if self.confirmation_token and (self.password is None) == (self.code is None):
            raise PydanticCustomError("either_password_or_code", "give password or code")
        return self


class ErasureLoss(Output):
    """What goes with the account."""

    points: Number = Field(examples=[120])
    vouchers: int = Field(description="That could still be used", examples=[2])
    reservations: int = Field(description="That lie ahead; they are cancelled", examples=[1])


class ErasureAnswer(Output):
    """First what would be lost, and the token to go on with; then that it is done."""

    status: Literal["confirmation_required", "deleted"]
    lost: ErasureLoss
    confirmation_token: str | None
    expires_in: int | None = Field(description="Seconds", examples=[600])


class KnownContact(Output):
    """A contact of the member."""

    kind: Literal["email", "phone"]
    value: str = Field(examples=["ayu@example.com"])
    verified_at: datetime | None


class GivenConsent(Output):
    """What the member agreed to, or no longer did, and when."""

    purpose: str = Field(examples=["terms"])
    granted: bool
    version: str | None
    source: str | None
    date: datetime


class Export(Output):
    """Everything the café keeps about the member."""

    exported_at: datetime
    member: Member
    contacts: list[KnownContact]
    consents: list[GivenConsent]
    preferences: Preferences
    points_history: list[PointsMove]
    vouchers: list[Voucher]
    orders: list[Nota]
    reservations: list[Reservation]
    notifications: list[Notification]
    devices: list[Device]
    sessions: list[SignedInDevice]
