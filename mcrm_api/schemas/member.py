"""Who the member is."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from .base import Input, Number, Output, text
from .inputs import BirthDate, Email, Phone

Language = Literal["id", "en"]


class PointsBalance(Output):
    """Spendable points now."""

    balance: Number = Field(examples=[120])
    name: str = Field(examples=["Poin"])


class NextTier(Output):
    """The tier above the member's."""

    name: str = Field(examples=["Gold"])
    points_needed: Number = Field(description="Points still to be earned", examples=[120])
    progress: Number = Field(description="Share of its points that is there, 0 to 1", examples=[0.76])


class MemberTier(Output):
    """The member's level, and the way to the next. None at all when the café has no tiers."""

    name: str | None = Field(description="None below the first tier", examples=["Silver"])
    color: str | None = Field(examples=["#8A97A6"])
    multiplier: Number = Field(description="How many times the usual points are earned", examples=[1.5])
    privileges: str | None
    until: date | None = Field(description="Last day of the tier; none when it is for life")
    next: NextTier | None = Field(description="None at the top")


class Member(Output):
    """The member's own profile."""

    member_number: str = Field(examples=["1234567897"])
    name: str
    email: str | None
    phone: str | None = Field(examples=["+6281200000001"])
    birth_date: date | None
    joined_on: date | None
    language: Language
    tier: MemberTier | None
    points: PointsBalance


class MemberChange(Input):
    """Fields to change; what is left out stays."""

    name: text(2, 100) | None = None
    birth_date: BirthDate | None = None
    language: Language | None = None
    email: Email | None = Field(default=None, description="Counts once the code that is sent there is given")
    phone: Phone | None = Field(default=None, description="Counts once the code that is sent there is given")


class MemberQr(Output):
    """What to draw as the member's QR code."""

    text: str = Field(examples=["M1.1234567897.59012345.ABCDEFGHIJKLMNOP"])
    policy: Literal["static", "rotating"]
    expires_at: datetime | None = Field(description="Ask again then")


class PointsMove(Output):
    """One line of the points history."""

    id: int
    kind: str = Field(examples=["earn"])
    points: Number = Field(description="Signed")
    balance: Number | None = Field(description="Balance after it")
    description: str
    at: datetime
    order_id: int | None


class PointsHistory(Output):
    """A page of the points history, newest first."""

    items: list[PointsMove]
    next_cursor: str | None
