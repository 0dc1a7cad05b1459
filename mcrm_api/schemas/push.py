"""Notifications, devices and preferences."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from .base import Id, Input, Output, secret, text

Clock = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$"), Field(examples=["21:00"])]


class Notification(Output):
    """One message of the inbox."""

    id: int
    title: str
    body: str
    purpose: str
    deep_link: str | None
    at: datetime
    read: bool


class Notifications(Output):
    """A page of the inbox, newest first."""

    items: list[Notification]
    next_cursor: str | None


class NotificationsRead(Input):
    """Which messages were read: some, or all up to one."""

    ids: list[Id] | None = Field(default=None, max_length=200)
    up_to: Id | None = None

    @model_validator(mode="after")
    def _one_of_them(self):
        if (self.ids is None) == (self.up_to is None):
            raise PydanticCustomError("either_ids_or_up_to", "give ids or up_to")
        return self


class DeviceInput(Input):
    """Where push messages reach this device."""

    kind: Literal["fcm", "webpush"]
    token: secret(10, 4096)
    platform: Literal["android", "ios", "web"] | None = None
    language: Literal["id", "en"] | None = None
    app_version: text(1, 40) | None = None


class Device(Output):
    """A device that receives push messages."""

    id: str
    kind: Literal["fcm", "webpush"]
    platform: str | None
    language: str | None
    app_version: str | None
    last_seen: datetime


class QuietHours(Output):
    """When not to disturb, in the member's time zone; may pass midnight."""

    from_: Clock = Field(alias="from")
    to: Clock


class Preferences(Output):
    """What the member wants to hear and when."""

    marketing: bool
    quiet_hours: QuietHours | None


class PreferencesInput(Input):
    """The member's wishes, whole."""

    marketing: bool
    quiet_hours: None = Field(default=None, description="Not offered yet: null")
