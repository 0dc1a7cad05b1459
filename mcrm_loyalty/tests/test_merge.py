from datetime import date

from odoo.tests import tagged

from ..tools.ledger import Move
from .common import NOW
from .test_refund import RefundCase


@tagged("post_install", "-at_install")
class TestMerge(RefundCase):
    def setUp(self):
        super().setUp()
        self.other = self.env["res.partner"].create({"name": "Sari C."})

    def merge(self, source=None):
        self.env["base.partner.merge.automatic.wizard"]._merge([(source or self.other).id, self.member.id], self.member)

    def lots(self):
        lots = self.cafe.program._mcrm_find_card(self.member).history_ids.filtered("mcrm_remainder").sorted("id")
        return [(lot.mcrm_remainder, lot.mcrm_expires_on) for lot in lots]

    def test_the_points_of_both_contacts_come_together_in_the_ledger(self):
        self.give_points(30)
        emptied = self.give_points(12, self.other)
        self.merge()
        self.card_holds(42)
        self.assertEqual((emptied.points, emptied.active), (0, False))
        self.assertEqual(sum(emptied.history_ids.mapped("mcrm_points")), 0)

    def test_points_keep_their_days(self):
        card = self.give_points(30)
        other = self.give_points(12, self.other)
        days = [date(2027, 1, 1), date(2027, 2, 1), date(2027, 2, 1)]
        for number, day in enumerate(days):
            other._mcrm_book([Move("gift", issued=5, expires_on=day)], NOW, f"lot:{number}", "Test")
        self.cafe.program.write({"mcrm_expiry": "year_end"})
        self.merge()
        self.assertEqual(card.points, 57)
        self.assertEqual(self.lots(), [(30, False), *[(5, day) for day in days], (12, False)])

    def test_points_past_their_day_stay_behind(self):
        other = self.give_points(12, self.other)
        other._mcrm_book([Move("gift", issued=5, expires_on=date(2026, 1, 1))], NOW.replace(year=2025), "old", "Test")
        self.give_points(1)
        self.merge()
        self.card_holds(13)

    def test_debts_move_and_are_paid_at_once(self):
        order = self.pay(quantity=2, partner=self.other)
        card = self.cafe.program._mcrm_find_card(self.other)
        self.book(card, "spend", -50, "spent")
        self.refund_at_till((self.goods(order), 2))
        self.assertEqual(card.mcrm_debt, 50)
        self.give_points(30)
        self.merge()
        self.assertEqual((card.mcrm_debt, card.points, sum(card.history_ids.mapped("mcrm_debt"))), (0, 0, 0))
        self.card_holds(0, debt=20)

    def test_a_sale_from_before_is_refunded_on_the_card_that_stayed(self):
        first = self.give_points(20, self.other)
        order = self.pay(quantity=2, partner=self.other, rewards=[(self.reward, first, 2500, 20)])
        self.give_points(5)
        self.merge()
        self.card_holds(55)
        self.refund_at_till(*[(line, line.qty) for line in order.lines])
        self.card_holds(25)

    def test_the_only_card_moves_with_its_owner(self):
        card = self.give_points(12, self.other)
        self.merge()
        self.assertEqual((card.partner_id, card.points), (self.member, 12))

    def test_vouchers_move_with_their_owner_even_when_both_have_the_same(self):
        mine, theirs = self.claim(key="same"), self.claim(self.other, key="same")
        self.merge()
        self.env.invalidate_all()
        self.assertEqual((mine | theirs).exists().partner_id, self.member)
        self.assertEqual((mine | theirs).mapped("mcrm_state"), ["available"] * 2)
