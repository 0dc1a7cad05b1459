"""Tables booked."""

from datetime import date, datetime, timezone
from typing import Annotated

from pydantic import AwareDatetime, Field

from .base import Id, Input, Output, text

EARLIEST, LATEST = datetime(2020, 1, 1, tzinfo=timezone.utc), datetime(2100, 1, 1, tzinfo=timezone.utc)
PartySize = Annotated[int, Field(ge=1, le=500)]


class Venue(Output):
    """A place that takes reservations."""

    id: int
    name: str
    max_party_size: int
    booking_window_days: int


class Venues(Output):
    """The café's places."""

    items: list[Venue]
    next_cursor: str | None


class AvailabilityQuery(Input):
    """For when and how many."""

    date: Annotated[date, Field(ge=date(2020, 1, 1), le=date(2100, 1, 1), examples=["2026-11-28"])]
    party_size: PartySize


class Slot(Output):
    """A time that can be booked."""

    start: datetime
    seats_left: int


class Availability(Output):
    """Times free on one day."""

    date: date
    slots: list[Slot]


Start = Annotated[AwareDatetime, Field(ge=EARLIEST, le=LATEST, examples=["2026-11-28T19:00:00+07:00"])]


class ReservationInput(Input):
    """A wish for a table."""

    venue_id: Id
    start: Start
    party_size: PartySize
    note: text(0, 500) | None = None


class ReservationChange(Input):
    """Another wish; what is left out stays."""

    start: Start | None = None
    party_size: PartySize | None = None
    note: text(0, 500) | None = Field(default=None, description="null removes it")

    @property
    def wanted(self) -> dict:
        """What is to change, by name."""
        given = self.model_dump(exclude_unset=True)
        return {name: value for name, value in given.items() if value is not None or name == "note"}


class VenueName(Output):
    """A place by name."""

    id: int
    name: str


class Reservation(Output):
    """A reservation of the member."""

    id: int
    reference: str
    state: str = Field(examples=["confirmed"])
    venue: VenueName
    start: datetime
    end: datetime
    party_size: int
    note: str | None
    tables: list[str] = Field(examples=[["12"]])
    can_cancel: bool
    qr: str | None = Field(examples=["R1.ABCDEFGH.ABCDEFGHIJKLMNOP"])


class Reservations(Output):
    """A page of reservations, newest first."""

    items: list[Reservation]
    next_cursor: str | None
