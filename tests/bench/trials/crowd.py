"""Sixteen at once, on many cards and on one."""

import operator
import random
import statistics
import sys
from itertools import count
from unittest.mock import patch
from uuid import uuid4

from odoo.addons.mcrm_loyalty.tools.ledger import Move

from ...concurrency.race import rush
from . import copies
from .table import row

ROUNDS, SECONDS = 5, 3  # rushes of each kind, in turn: machines have moods
CROWD, CARDS = 16, 200
BALANCE = 1_000_000  # points, more than a rush spends
BARS = {"200 cards": 0.5, "one card": 0.3}
# A settlement also reads the order with its lines, payments and till through Odoo: a bar against getting slower
SETTLEMENT_BARS = {"200 cards": 0.05, "one card": 0.05}
REFERENCE = "UPDATE + INSERT"


def rows(office):
    """:return: booking and settling, 16 at once on many cards and on one, next to the bare statements"""
    members = office.members(CARDS, points=BALANCE)
    measured = []
    for title, crowd in (("200 cards", members), ("one card", members[:1])):
        rates = _rates(office, crowd)
        for name, bars in (("booking", BARS), ("order's settlement", SETTLEMENT_BARS)):
            ratio = statistics.median(map(operator.truediv, rates[name], rates[REFERENCE]))
            measured.append(row(f"{name}, 16 at once, {title}", ratio, bars[title], REFERENCE, ROUNDS, "higher"))
    return measured


def _rates(office, crowd):
    """:return: calls per second in each round, by kind of call (dict)"""
    cards = card_ids(office, crowd)
    orders = unsettled(office, crowd, ROUNDS * SECONDS * 300)
    kinds = {
        REFERENCE: lambda number: [_raw(cards) for _each in range(CROWD)],
        "booking": lambda number: [spending(cards) for _each in range(CROWD)],
        "order's settlement": lambda number: [settling(orders[number::ROUNDS][each::CROWD]) for each in range(CROWD)],
    }
    rates = {kind: [] for kind in kinds}
    for number in range(ROUNDS):
        for kind, sources in kinds.items():
            rates[kind].append(_rate(office, kind, sources(number)))
    return rates


def _rate(office, kind, sources):
    rate, answers = rush(office, sources, SECONDS)
    failed = sum(number for answer, number in answers.items() if answer != "done")
    print(
        f"    {kind}: {rate:.0f} per second, {failed} of {answers.total()} failed "
        f"{[answer for answer in answers if answer != 'done'][:2]}",
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
