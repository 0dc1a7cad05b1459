"""Very many attempts at once on a few members: nothing lost, nothing doubled, nothing negative."""

import random
import sys
from itertools import count
from uuid import uuid4

from odoo.addons.mcrm_loyalty.tools.ledger import Move

from ...concurrency.invariants import broken
from ...concurrency.race import rush
from .crowd import CROWD, card_ids, settle, spending, unsettled
from .table import row

ATTEMPTS = 100_000


def rows(office):
    """:return: how many invariants do not hold, and how many calls failed, after very many attempts at once"""
    members = office.members(CROWD, points=1000)
    orders = unsettled(office, members, ATTEMPTS // 20)
    done, failed = 0, 0
    while done < ATTEMPTS:
        _rate, answers = rush(office, [_anything(office, members, orders) for _each in range(CROWD)], 30)
        done += answers.total()
        failed += sum(number for answer, number in answers.items() if str(answer) not in EXPECTED)
        print(f"    {done} attempts, {failed} failed", file=sys.stderr)
    with office.cafe() as cafe:  # those that nobody happened to take
        cafe.env["pos.order"].search([("partner_id", "in", members)])._mcrm_settle_loyalty(cafe.now)
    return [
        row("invariants broken", len(broken(office)), 0, f"{done:,} attempts", 1),
        row("calls that failed", failed, 0, f"{done:,} attempts", 1),
    ]


EXPECTED = ("done", "True", "points_insufficient")


def _anything(office, members, orders):
    """Earning, spending, buying, and orders settled again and again, all on a few members."""
    cards = card_ids(office, members)
    booking, earning = spending(cards), _earning(cards)
    while True:
        yield random.choice(
            (
                next(booking),
                next(earning),
                lambda cafe: settle(cafe, random.choice(orders)),
                office.redeem(random.choice(members)),
            )
        )


def _earning(cards):
    def work(cafe):
        card = cafe.env["loyalty.card"].browse(random.choice(cards))
        card._mcrm_book([Move("gift", issued=random.randint(1, 5))], cafe.now, str(uuid4()), "Bench")
        return "done"

    return (work for _each in count())
