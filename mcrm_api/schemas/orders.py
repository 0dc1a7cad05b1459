"""What the member bought."""

from datetime import datetime

from pydantic import Field

from .base import Money, Number, Output


class OrderSummary(Output):
    """One purchase in a list."""

    id: int
    number: str
    date: datetime
    total: Money
    points_earned: Number
    item_count: Number


class Orders(Output):
    """A page of purchases, newest first."""

    items: list[OrderSummary]
    next_cursor: str | None


class NotaLine(Output):
    """One line of an e-nota."""

    name: str
    quantity: Number
    unit_price: Money
    total: Money
    is_reward: bool
    note: str | None


class NotaPayment(Output):
    """One payment of an e-nota."""

    method: str
    amount: Money


class NotaPoints(Output):
    """What the purchase did to the points."""

    earned: Number
    spent: Number
    balance: Number | None


class Nota(Output):
    """The e-nota of one purchase."""

    id: int
    number: str
    date: datetime
    place: str
    table: str | None
    cashier: str | None
    lines: list[NotaLine]
    discount: Money
    tax: Money
    total: Money
    payments: list[NotaPayment]
    change: Money
    points: NotaPoints | None
    url: str = Field(description="Page to show or print", examples=["/mcrm/nota/N1.ABC.ABCDEFGHIJKLMNOP"])
