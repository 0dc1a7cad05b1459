"""Ledger arithmetic of one card: points come in lots, every change is a row, and no balance is below zero.

What a row issues is a lot, which may have a last day. Points are used from the lots that end first. What a refund
must take back and cannot becomes a debt, paid by whatever comes in next: with a debt the balance is zero.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from .points import round_points

EARN, SPEND, REFUND_EARN, REFUND_SPEND = "earn", "spend", "refund_earn", "refund_spend"
EXPIRE, ADJUST, GIFT, BUY = "expire", "adjust", "gift", "buy"
KINDS = (EARN, SPEND, REFUND_EARN, REFUND_SPEND, EXPIRE, ADJUST, GIFT, BUY)

BY_PROGRAM = date.min  # as a lot's last day: what the program says


def keys(key: str) -> list[str]:
    """Name all rows that a booking may have.

    :param str key: of the booking
    :return: unique keys of rows, one of each kind
    """
    return [f"{key}:{kind}" for kind in KINDS]


class Shortage(Exception):
    """More was wanted than there is.

    :ivar float needed: points
    :ivar float available: points that are there and not past their day
    """

    def __init__(self, needed: float, available: float):
        super().__init__(f"{needed} points are needed, {available} are there")
        self.needed, self.available = needed, available


class Lot(NamedTuple):
    """Points issued together, which end together."""

    id: int
    remainder: float
    expires_on: date | None = None  # the last day they are good; None: no end

    def is_due(self, today: date) -> bool:
        return self.expires_on is not None and self.expires_on < today


class Move(NamedTuple):
    """One wanted change of a card, in points; it issues or uses, or both are zero."""

    kind: str
    issued: float = 0.0
    used: float = 0.0
    expires_on: date | None = BY_PROGRAM  # of the lot that is issued
    qualifying: float = 0.0  # points counted for tiers
    origin: int | None = None  # the row this one answers
    first_lot: int | None = None  # used before any other lot
    restore: tuple[Lot, ...] = ()  # where issued points go back to, in this order, and how many at most
    forgives: float = 0.0  # of the debt

    @property
    def lot_ids(self) -> set[int]:
        """The lots it names."""
        return {lot.id for lot in self.restore} | ({self.first_lot} if self.first_lot else set())

    @property
    def only_adds(self) -> bool:
        """Whether it needs no look at the lots there are."""
        return self.issued > 0 and not self.restore


class Row(NamedTuple):
    """One ledger row. New rows are lots -1, -2, … of their booking until the database numbers them."""

    kind: str
    issued: float
    used: float
    balance: float  # after it
    remainder: float = 0.0  # of what it issued
    expires_on: date | None = None
    allocation: tuple[tuple[int, float], ...] = ()  # lot and points, where they were taken from or put back to
    origin: int | None = None
    qualifying: float = 0.0
    debt: float = 0.0  # what it added to the debt

    @property
    def names_new_rows(self) -> bool:
        return (self.origin or 0) < 0 or any(lot < 0 for lot, _points in self.allocation)


class Booking:
    """Works out the rows of moves on one card; writes nothing.

    :param float balance: points before
    :param float debt: points owed before
    :param lots: lots with points in them, and any that a move names
    :param date today: the café's date
    """

    def __init__(self, balance: float, debt: float, lots: Iterable[Lot], today: date):
        self.balance, self.debt, self.today = round_points(balance), round_points(debt), today
        self._before = {lot.id: lot for lot in lots}
        self._lots = dict(self._before)
        self._rows: list[Row] = []

    @property
    def rows(self) -> list[Row]:
        """The ledger rows, in the order in which they happened."""
        lots = [self._lots.get(-number) for number in range(1, len(self._rows) + 1)]
        return [
            row._replace(remainder=lot.remainder, expires_on=lot.expires_on) if lot else row
            for row, lot in zip(self._rows, lots, strict=True)
        ]

    @property
    def remainders(self) -> dict[int, float]:
        """What is left of the lots that changed, by lot."""
        changed = (lot for number, lot in self._lots.items() if number in self._before and lot != self._before[number])
        return {lot.id: lot.remainder for lot in changed}

    def book(self, moves: Iterable[Move], cut: bool = False) -> None:
        """Add moves, in the order in which they happen. Lots past their day end first.

        :param moves: what is wanted
        :param cut: use what is there instead of refusing
        :raise Shortage: when more is to be used than there is
        """
        self._expire()
        for move in moves:
            if move.kind == REFUND_EARN:
                self._take_back(move)
            elif move.issued:
                self._issue(move)
            elif move.used:
                self._use(move, cut)
            if move.forgives:
                self.debt = round_points(self.debt - move.forgives)
                self._write(move, debt=-move.forgives)

    def _issue(self, move: Move) -> None:
        parts, rest, expires_on = [], move.issued, move.expires_on
        for lot in move.restore:
            points = min(rest, lot.remainder)
            if lot.id in self._lots:
                parts += self._change(lot.id, points)
                rest = round_points(rest - points)
            elif expires_on == BY_PROGRAM:  # a lot of another card: its points come as a new one
                expires_on = lot.expires_on
        if rest:
            number = -len(self._rows) - 1
            self._lots[number] = Lot(number, rest, None if expires_on == BY_PROGRAM else expires_on)
        self._write(move, issued=move.issued, allocation=parts)
        self._expire()
        self._collect()

    def _use(self, move: Move, cut: bool) -> None:
        parts, missing = self._take(move.used, move.first_lot)
        used = round_points(move.used - missing)
        if missing and not cut:
            raise Shortage(move.used, used)
        if used:
            self._write(move, used=used, allocation=parts)

    def _take_back(self, move: Move) -> None:
        parts, missing = self._take(move.used, move.first_lot)
        self.debt = round_points(self.debt + missing)
        self._write(move, used=round_points(move.used - missing), allocation=parts, debt=missing)

    def _collect(self) -> None:
        """Whatever comes in pays the debt first."""
        parts, missing = self._take(self.debt)
        paid = round_points(self.debt - missing)
        if paid:
            self.debt = missing
            self._write(Move(REFUND_EARN), used=paid, allocation=parts, debt=-paid)

    def _expire(self) -> None:
        for lot in sorted(self._lots.values(), key=_ends_first):
            if lot.remainder and lot.is_due(self.today):
                parts = self._change(lot.id, -lot.remainder)
                self._write(Move(EXPIRE, origin=lot.id), used=lot.remainder, allocation=parts)

    def _take(self, wanted: float, first_lot: int | None = None) -> tuple[list[tuple[int, float]], float]:
        """:return: lots and points taken, and how much is missing"""
        parts = []
        for lot in sorted(self._lots.values(), key=lambda lot: (lot.id != first_lot, *_ends_first(lot))):
            points = min(wanted, lot.remainder)
            parts += self._change(lot.id, -points)
            wanted = round_points(wanted - points)
            if not wanted:
                break
        return parts, wanted

    def _change(self, lot_id: int, points: float) -> list[tuple[int, float]]:
        lot = self._lots[lot_id]
        self._lots[lot_id] = lot._replace(remainder=round_points(lot.remainder + points))
        return [(lot_id, abs(points))] if points else []

    def _write(
        self,
        move: Move,
        issued: float = 0.0,
        used: float = 0.0,
        allocation: Collection[tuple[int, float]] = (),
        debt: float = 0.0,
    ) -> None:
        self.balance = round_points(self.balance + issued - used)
        row = Row(move.kind, issued, used, self.balance, allocation=tuple(allocation), debt=debt)
        self._rows.append(row._replace(origin=move.origin, qualifying=move.qualifying))


def _ends_first(lot: Lot) -> tuple[date, bool, int]:
    return lot.expires_on or date.max, lot.id < 0, abs(lot.id)
