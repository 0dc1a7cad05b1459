"""Sixteen at once, on many cards and on one."""

import random
import sys
from itertools import count
from unittest.mock import patch
from uuid import uuid4

from odoo.addons.mcrm_loyalty.tools.ledger import Move

from ...concurrency.race import rush
from . import copies
from .table import row

SECONDS = 5  # of each rush
CROWD, CARDS = 16, 200
BALANCE = 1_000_000  # points, more than a rush spends


def rows(office):
    """:return: booking and settling, 16 at once on many cards and on one, next to the bare statements"""
    members = office.members(CARDS, points=BALANCE)
    measured = []
    for title, crowd, bar in (("200 cards", members, 0.5), ("one card", members[:1], 0.3)):
        cards = card_ids(office, crowd)
        orders = unsettled(office, crowd, CROWD * SECONDS * 100)
        rates = {
            "statements": _rate(office, [_raw(cards) for _each in range(CROWD)]),
            "booking": _rate(office, [spending(cards) for _each in range(CROWD)]),
            "settlement": _rate(office, [settling(orders[number::CROWD]) for number in range(CROWD)]),
        }
        for what in ("booking", "settlement"):
            ratio = rates[what] / rates["statements"]
            measured.append(row(f"{what}, 16 at once, {title}", ratio, bar, "UPDATE + INSERT", 1, "higher"))
    return measured


def _rate(office, sources):
    rate, answers = rush(office, sources, SECONDS)
    failed = sum(number for answer, number in answers.items() if answer != "done")
    print(
        f"    {rate:8.0f} per second, {failed} of {answers.total()} failed {[a for a in answers if a != 'done'][:2]}",
        file=sys.stderr,
    )
    return rate * (1 - failed / answers.total())


def card_ids(office, members):
    program = office.records["program"][1][0]
    found = office.query("SELECT id FROM loyalty_card WHERE partner_id = ANY(%s) AND program_id = %s", members, program)
    return [card for (card,) in found]


def _raw(cards):
    """The least that could be done: a conditional UPDATE and a row beside it."""

    def work(cafe):
        card, cr = random.choice(cards), cafe.env.cr
        cr.execute("UPDATE loyalty_card SET points = points - 1 WHERE id = %s AND points >= 1 RETURNING points", [card])
        (balance,) = cr.fetchone()
        cr.execute(
            "INSERT INTO loyalty_history (card_id, used, issued, mcrm_points, mcrm_key, mcrm_kind, mcrm_at,"
            " mcrm_balance, description) VALUES (%s, 1, 0, -1, %s, 'spend', %s, %s, 'Bench')",
            [card, str(uuid4()), cafe.now, balance],
        )
        return "done"

    return (work for _each in count())


def spending(cards):
    def work(cafe):
        card = cafe.env["loyalty.card"].browse(random.choice(cards))
        card._mcrm_book([Move("spend", used=1)], cafe.now, str(uuid4()), "Bench")
        return "done"

    return (work for _each in count())


def unsettled(office, members, number):
    """:return: ids of paid orders of five lines that nobody has settled (list of int)"""
    data = office.order(members[0], products=5)
    with patch.object(office.registry["pos.order"], "_mcrm_settle_loyalty", lambda orders, now: None):
        office.call(office.sync(data))
    with office.cafe() as cafe:
        order = cafe.env["pos.order"].search([("uuid", "=", data["uuid"])])
        return copies.unsettled_orders(cafe.env.cr, order.id, members, number)


def settling(orders):
    for order in orders:
        yield lambda cafe, order=order: settle(cafe, order)


def settle(cafe, order):
    cafe.env["pos.order"].browse(order)._mcrm_settle_loyalty(cafe.now)
    return "done"
