"""Promos, rewards and vouchers."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from .base import Number, Output, PageQuery

VoucherState = Literal["available", "held", "used", "expired", "cancelled"]


class Promo(Output):
    """Something a member may claim."""

    id: int
    title: str
    summary: str = Field(description="At most four words", examples=["Diskon 20%"])
    terms: str
    image_url: str | None
    valid_until: date | None
    remaining: int | None = Field(description="Claims left for everyone, null when unlimited")
    claimable: bool
    claimed: bool


class Promos(Output):
    """Promos open to the member."""

    items: list[Promo]
    next_cursor: str | None


class Reward(Output):
    """Something points can buy."""

    id: int
    title: str
    summary: str
    terms: str
    image_url: str | None
    points_price: Number
    affordable: bool


class Rewards(Output):
    """Rewards open to the member."""

    items: list[Reward]
    next_cursor: str | None


class Voucher(Output):
    """A single-use entitlement of the member."""

    id: int
    title: str
    summary: str
    terms: str
    image_url: str | None
    state: VoucherState
    qr: str | None = Field(description="Null when it cannot be used", examples=["V1.ABCDEFGHIJKLMNOP.ABCDEFGHIJKLMNOP"])
    valid_until: date | None
    used_at: datetime | None
    kind: Literal["promo", "reward", "birthday", "privilege"]


class Vouchers(Output):
    """The member's vouchers."""

    items: list[Voucher]
    next_cursor: str | None


class VoucherQuery(PageQuery):
    """Which vouchers."""

    state: Literal["available", "used", "expired"] | None = None
