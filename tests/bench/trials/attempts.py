"""Very many attempts at once on a few members: nothing lost, nothing doubled, nothing negative."""

import random
import sys
from uuid import uuid4

from odoo.addons.mcrm_loyalty.tools.ledger import Move

from ...concurrency.invariants import broken
from ...concurrency.race import rush
from .crowd import CROWD, card_ids, settle, spending, unsettled
from .table import row

ATTEMPTS = 100_000
MEMBERS = 4 * CROWD  # few enough to meet all the time
RARELY = 50  # of so many calls one claims, one buys, one settles: they leave rows that all later ones look at
EXPECTED = ("done", "True", "points_insufficient", "voucher_held")


def rows(office):
    """:return: how many invariants do not hold, and how many calls failed, after very many attempts at once"""
    members = office.members(MEMBERS, points=1000)
    works = _Works(office, members, office.vouchers(members), unsettled(office, members, ATTEMPTS // RARELY))
    done, failed = 0, 0
    while done < ATTEMPTS:
        rate, answers = rush(office, [works.source() for _each in range(CROWD)], 30)
        done += answers.total()
        failed += sum(number for answer, number in answers.items() if str(answer) not in EXPECTED)
        print(f"    {done} attempts, {failed} failed, {rate:.0f} per second, {dict(answers)}", file=sys.stderr)
    with office.cafe() as cafe:  # those that nobody happened to take
        cafe.env["pos.order"].search([("partner_id", "in", members)])._mcrm_settle_loyalty(cafe.now)
    return [
        row("invariants broken", len(broken(office)), 0, f"{done:,} attempts", 1),
        row("calls that failed", failed, 0, f"{done:,} attempts", 1),
    ]


class _Works:
    """Earning, spending, holding, claiming, buying, and orders settled again and again, all on a few members."""

    def __init__(self, office, members, vouchers, orders):
        self.office, self.members, self.vouchers, self.orders = office, members, vouchers, orders
        self.cards = card_ids(office, members)

    def source(self):
        """:return: works without end (iterator)"""
        booking = spending(self.cards)
        often = (lambda: next(booking), lambda: self._earn, lambda: self._hold)
        rarely = (self._claim, self._buy, self._settle)
        while True:
            yield random.choice(rarely if random.randrange(RARELY) < len(rarely) else often)()

    def _claim(self):
        return self.office.claim(random.choice(self.members))

    def _buy(self):
        return self.office.redeem(random.choice(self.members))

    def _settle(self):
        order = random.choice(self.orders)
        return lambda cafe: settle(cafe, order)

    def _earn(self, cafe):
        card = cafe.env["loyalty.card"].browse(random.choice(self.cards))
        card._mcrm_book([Move("gift", issued=random.randint(1, 5))], cafe.now, str(uuid4()), "Bench")
        return "done"

    def _hold(self, cafe):
        """A till takes a voucher, and puts it back as often as not."""
        voucher = cafe.env["loyalty.card"].browse(random.choice(self.vouchers))
        order = str(uuid4())
        held = voucher._mcrm_hold(order, cafe.config, cafe.now)
        if random.getrandbits(1):
            voucher._mcrm_release(order)
        return held
