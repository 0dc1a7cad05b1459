"""What a refund undoes: always the part that all refunds of a sale make together, less what they undid before.

So parts add up to exactly the whole, in whatever steps a sale is refunded.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from .ledger import Lot
from .points import round_points

Parts = Iterable[Iterable[float]]  # lot and points


class RefundedLine(NamedTuple):
    """One sold line and how much of it came back, over all refunds."""

    quantity: float
    refunded: float  # quantity
    amount: float = 0.0  # what the line adds to the bill

    @property
    def share(self) -> float:
        return min(1.0, max(0.0, self.refunded / self.quantity)) if self.quantity else 0.0


def refunded_share(lines: Iterable[RefundedLine]) -> float:
    """Give the part of a sale that came back, by value; by quantity when it was for free.

    :param lines: the lines that count, discounts with negative amounts
    :return: 0 to 1; exactly 1 when all came back
    """
    lines = list(lines)
    if lines and all(line.share == 1 for line in lines):
        return 1.0
    weights = [line.amount for line in lines]
    if sum(weights) <= 0:
        weights = [abs(line.quantity) for line in lines]
    value = sum(weight * line.share for weight, line in zip(weights, lines, strict=True))
    return min(1.0, max(0.0, value / sum(weights))) if value else 0.0


def reversal(points: float, share: float, undone: float, lost: float = 0.0) -> float:
    """Give what this refund undoes of a booking.

    :param float points: what was booked
    :param float share: part of the sale that came back, over all refunds
    :param float undone: what earlier refunds undid
    :param float lost: points that ended meanwhile and cannot be taken any more
    :return: points, zero or more
    """
    return max(0.0, round_points(min(points * share, points - lost) - undone))


def restorable(taken: Parts, restored: Iterable[Parts], ends: dict[int, date | None]) -> tuple[Lot, ...]:
    """Give where spent points may go back to: lots that end last first, the reverse of how they were spent.

    :param taken: lots and points of the spending
    :param restored: lots and points that each earlier refund put back
    :param ends: last day of each lot
    :return: lots with the points each may get
    """
    room = {lot: points for lot, points in taken}
    for parts in restored:
        for lot, points in parts:
            room[lot] = round_points(room.get(lot, 0.0) - points)
    lots = [Lot(lot, points, ends.get(lot)) for lot, points in room.items() if points > 0]
    return tuple(sorted(lots, key=lambda lot: (lot.expires_on or date.max, lot.id), reverse=True))
