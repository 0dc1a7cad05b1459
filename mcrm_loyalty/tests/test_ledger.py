from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.mcrm_member.exceptions import Refusal

from ..tools.ledger import Move
from .common import NOW, CafeCase


@tagged("post_install", "-at_install")
class TestLedger(CafeCase):
    def test_the_balance_is_the_sum_of_the_rows(self):
        card = self.give_points(30)
        for points in (0.1, 0.2, -0.3, -12.35):
            self.book(card, "adjust", points, f"test:{points}")
        self.assertAlmostEqual(sum(card.history_ids.mapped("mcrm_points")), card.points)
        self.assertEqual((card.points, self.last_entry(card).mcrm_balance), (17.65, 17.65))

    def test_a_key_is_booked_once(self):
        card = self.give_points(10)
        self.assertTrue(self.book(card, "gift", 5, "once"))
        self.assertFalse(self.book(card, "gift", 5, "once"))
        self.assertEqual(card.points, 15)

    def test_more_than_there_is_cannot_be_spent(self):
        card = self.give_points(10)
        with self.assertRaises(Refusal) as refused:
            self.book(card, "spend", -10.01, "much")
        self.assertEqual(refused.exception.code, "points_insufficient")

    def test_a_cut_booking_takes_what_is_there(self):
        card = self.give_points(10)
        moves = [Move("earn", issued=5), Move("spend", used=99)]
        rows = card._mcrm_book(moves, NOW, "cut", "Test", cut=True).sorted("id")
        self.assertEqual(rows.mapped("used"), [0, 15])
        self.assertEqual(rows.mapped("mcrm_balance"), [15, 0])
        self.assertEqual(card.points, 0)

    def test_members_with_many_lots(self):
        """Only the first lots are looked at, unless they do not suffice."""
        card = self.give_points(1)
        for number in range(50):
            card._mcrm_book([Move("gift", issued=1, expires_on=None)], NOW, f"lot:{number}", "Test")
        rows = self.book(card, "spend", -3, "few") | self.book(card, "spend", -45, "many")
        self.assertEqual([len(row.mcrm_allocation) for row in rows], [3, 45])
        self.assertEqual((card.points, len(card.history_ids.filtered("mcrm_remainder"))), (3, 3))

    def test_many_lots_past_their_day_end_all(self):
        card, long_ago = self.give_points(1), NOW - timedelta(400)
        for number in range(50):
            move = Move("gift", issued=1, expires_on=long_ago.date())
            card._mcrm_book([move], long_ago, f"lot:{number}", "Test")
        card._mcrm_book([Move("spend", used=1)], NOW, "spend", "Test")
        self.assertEqual((card.points, sum(card.history_ids.mapped("mcrm_remainder"))), (0, 0))

    def test_rows_never_change(self):
        row = self.give_points(10).history_ids
        for user in (self.cafe.cashier, self.cafe.manager, self.env.user):
            with self.subTest(user.login), self.assertRaises(UserError):
                row.with_user(user).write({"issued": 1000})
            with self.subTest(user.login), self.assertRaises(UserError):
                row.with_user(user).unlink()

    def test_a_card_with_a_ledger_stays(self):
        with self.assertRaises(UserError):
            self.give_points(10).unlink()

    def test_nobody_writes_a_balance(self):
        card = self.give_points(10)
        for user in (self.cafe.cashier, self.cafe.manager, self.env.user):
            with self.subTest(user.login), self.assertRaises(UserError):
                card.with_user(user).write({"points": 1000})

    def test_points_given_with_a_new_card_are_booked(self):
        values = {"program_id": self.cafe.program.id, "partner_id": self.member.id, "points": 12}
        card = self.env["loyalty.card"].with_user(self.cafe.manager).create(values)
        self.assertEqual((card.points, card.history_ids.mcrm_kind, card.history_ids.issued), (12, "gift", 12))
        self.assertEqual(len(card.code), 16)

    def test_rows_and_cards_of_other_programs_stay_as_odoo_has_them(self):
        program = self.env["loyalty.program"].create({"name": "Native", "program_type": "loyalty"})
        values = {"program_id": program.id, "partner_id": self.member.id, "points": 3}
        card = self.env["loyalty.card"].with_user(self.cafe.manager).create(values)
        row = (
            self.env["loyalty.history"]
            .with_user(self.cafe.cashier)
            .create({"card_id": card.id, "description": "Native", "issued": 3})
        )
        card.with_user(self.cafe.cashier).points = 5
        row.with_user(self.cafe.cashier).issued = 5
        row.sudo().unlink()
        self.assertEqual((card.points, card.mcrm_role), (5, False))
        self.assertTrue(card.code.startswith("044"))
