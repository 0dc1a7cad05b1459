"""Ledger arithmetic of one card: every change of a balance is a row, and no balance is below zero."""

from typing import NamedTuple

from .points import round_points

EARN, SPEND, REFUND_EARN, REFUND_SPEND = "earn", "spend", "refund_earn", "refund_spend"
EXPIRE, ADJUST, GIFT, BUY = "expire", "adjust", "gift", "buy"
KINDS = (EARN, SPEND, REFUND_EARN, REFUND_SPEND, EXPIRE, ADJUST, GIFT, BUY)


class Move(NamedTuple):
    """One wanted change of a balance, in points; exactly one of the two is above zero."""

    kind: str
    issued: float = 0.0
    used: float = 0.0

    @property
    def points(self) -> float:
        return round_points(self.issued - self.used)


class Entry(NamedTuple):
    """One ledger row: a move and the balance after it."""

    kind: str
    issued: float
    used: float
    balance: float


def total(moves: list[Move]) -> float:
    """Sum up what happened to a balance.

    :param moves: in any order
    :return: the change all moves make together, in points (float)
    """
    return round_points(sum(move.issued - move.used for move in moves))


def affordable(balance: float, moves: list[Move]) -> list[Move]:
    """Cut what is used down to what is there, so that no balance falls below zero.

    :param float balance: points before the moves
    :param moves: in the order in which they happen
    :return: the same moves, each using no more than the balance at its turn; moves of nothing are left out
    """
    honoured = []
    for move in moves:
        used = round_points(min(move.used, balance + move.issued))
        balance = round_points(balance + move.issued - used)
        if move.issued or used:
            honoured.append(move._replace(used=used))
    return honoured


def entries(balance_after: float, moves: list[Move]) -> list[Entry]:
    """Ledger rows of moves that brought a card to a balance.

    :param float balance_after: points after the last move
    :param moves: in the order in which they happened
    :return: one entry per move
    """
    balance = balance_after - total(moves)
    rows = []
    for move in moves:
        balance = round_points(balance + move.points)
        rows.append(Entry(move.kind, move.issued, move.used, balance))
    return rows
