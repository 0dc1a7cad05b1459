from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import NOW, CafeCase


@tagged("post_install", "-at_install")
class TestAdoption(CafeCase):
    """A shop that has used Odoo's loyalty for years, with all its mess."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.old = cls.make_program("loyalty", "Old points")
        cls.coupons = cls.make_program("coupons", "Old coupons")
        cls.ayu, cls.budi, cls.citra = cls.env["res.partner"].create([{"name": n} for n in ("Ayu", "Budi", "Citra")])

    @classmethod
    def make_program(cls, program_type, name):
        return cls.env["loyalty.program"].create(
            {
                "name": name,
                "program_type": program_type,
                "currency_id": cls.env.company.currency_id.id,
                "reward_ids": [Command.create({"discount": 10, "required_points": 1})],
            }
        )

    def card(self, points, partner=None, program=None, **values):
        """A card as Odoo left it; with what the database would no longer allow."""
        program = program or self.old
        card = self.env["loyalty.card"].create(
            {"program_id": program.id, "partner_id": partner and partner.id, **values}
        )
        self.env["loyalty.history"].create({"card_id": card.id, "description": "Order 7", "issued": abs(points)})
        self.env.flush_all()
        self.env.cr.execute("UPDATE loyalty_card SET points = %s WHERE id = %s", [points, card.id])
        card.invalidate_recordset()
        return card

    def adopt(self, program=None):
        adoption = self.env["mcrm.adoption"]._mcrm_plan(program or self.old)
        adoption._mcrm_carry_out(NOW)
        return adoption

    def outcomes(self, adoption):
        return {line.card_id: (line.outcome, line.before, line.after) for line in adoption.line_ids}

    def ledger(self, card):
        return card.history_ids.filtered("mcrm_kind").sorted("id")

    def assertSound(self, card):
        """The card, its ledger and its lots agree."""
        rows = self.ledger(card)
        self.assertEqual(round(sum(rows.mapped("mcrm_points")), 2), round(card.points, 2))
        self.assertEqual(round(sum(rows.mapped("mcrm_remainder")), 2), round(card.points, 2))
        self.assertEqual(rows[-1:].mcrm_balance, round(card.points, 2))

    def test_a_balance_becomes_the_first_entry(self):
        card = self.card(42.5, self.ayu)
        code = card.code
        adoption = self.adopt()
        self.assertEqual(self.outcomes(adoption)[card], ("opened", 42.5, 42.5))
        entry = self.ledger(card)
        self.assertEqual((entry.mcrm_kind, entry.issued, entry.mcrm_at), ("adjust", 42.5, NOW))
        self.assertEqual((card.points, card.code, card.mcrm_role), (42.5, code, "member"))
        self.assertSound(card)

    def test_the_history_from_before_stays(self):
        card = self.card(42, self.ayu)
        before = card.history_ids.read(["description", "issued", "used"])
        self.adopt()
        former = card.history_ids.filtered(lambda entry: not entry.mcrm_kind)
        self.assertEqual(former.read(["description", "issued", "used"]), before)

    def test_cards_of_one_member_come_together_on_the_oldest(self):
        first, second, third = self.card(10, self.ayu), self.card(5, self.ayu), self.card(0.25, self.ayu)
        adoption = self.adopt()
        self.assertEqual((first.points, second.points, third.points), (15.25, 0, 0))
        self.assertEqual((first.active, second.active, third.active), (True, False, False))
        self.assertEqual(self.outcomes(adoption)[first], ("collected", 10, 15.25))
        self.assertEqual(self.outcomes(adoption)[second], ("merged", 5, 0))
        self.assertEqual(adoption.line_ids.filtered(lambda line: line.card_id == third).kept_card_id, first)
        self.assertEqual(self.ledger(first).mapped("mcrm_balance"), [10, 15, 15.25])
        for card in (first, second, third):
            self.assertSound(card)
        self.assertEqual(self.old._mcrm_find_card(self.ayu), first)

    def test_the_till_knows_the_member_by_every_card_there_was(self):
        cards = self.card(10, self.ayu) + self.card(5, self.ayu)
        self.adopt()
        tills = self.env["loyalty.card"].with_user(self.cafe.cashier)
        for card in cards:
            self.assertEqual(tills.get_loyalty_card_partner_by_code(card.code), self.ayu)
        self.assertFalse(tills.get_loyalty_card_partner_by_code("nobody"))

    def test_points_of_an_adopted_card_can_be_spent(self):
        first, _second = self.card(10, self.ayu), self.card(5, self.ayu)
        self.adopt()
        self.book(first, "spend", -12, "test:spend")
        self.assertEqual(first.points, 3)
        self.assertSound(first)

    def test_a_balance_below_zero_becomes_zero_and_is_shown(self):
        card = self.card(-50, self.ayu)
        rest = self.card(20, self.budi)
        adoption = self.adopt()
        self.assertEqual(self.outcomes(adoption)[card], ("zeroed", -50, 0))
        self.assertEqual((adoption.zeroed_count, adoption.points_zeroed), (1, 50))
        self.assertEqual((adoption.points_before, adoption.points_after), (-30, 20))
        self.assertEqual((card.points, rest.points), (0, 20))
        self.assertFalse(self.ledger(card))

    def test_a_balance_below_zero_takes_nothing_from_another_card(self):
        first, second = self.card(-5, self.ayu), self.card(8, self.ayu)
        adoption = self.adopt()
        self.assertEqual((first.points, second.points), (8, 0))
        self.assertEqual(adoption.points_after, adoption.points_before + adoption.points_zeroed)
        self.assertSound(first)

    def test_cards_without_a_member_are_listed_and_left(self):
        one, two = self.card(7), self.card(9)
        adoption = self.adopt()
        self.assertEqual(adoption.anonymous_count, 2)
        self.assertEqual((one.points, two.points, one.active, two.active), (7, 9, True, True))
        self.assertEqual(self.outcomes(adoption)[one], ("anonymous", 7, 7))
        self.assertSound(one)

    def test_an_archived_card_keeps_its_points_and_stays_archived(self):
        card, current = self.card(7, self.ayu), self.card(3, self.ayu)
        card.active = False
        self.adopt()
        self.assertEqual((card.points, card.active, current.points), (7, False, 3))
        self.assertSound(card)

    def test_points_get_the_expiry_of_the_program(self):
        self.old.write({"mcrm_expiry": "months", "mcrm_expiry_months": 12})
        first, _second = self.card(10, self.ayu), self.card(5, self.ayu)
        self.adopt()
        self.assertEqual({str(entry.mcrm_expires_on) for entry in self.ledger(first)}, {"2027-11-24"})

    def test_the_tills_can_settle_at_once(self):
        card = self.card(10, self.ayu)
        self.cafe.program.active = False
        rule = {"reward_point_mode": "money", "reward_point_amount": 0.001}
        self.old.rule_ids = [Command.clear(), Command.create(rule)]
        self.adopt()
        self.pay(partner=self.ayu)
        self.assertEqual(card.points, 35)

    def test_coupons_become_vouchers(self):
        fresh = self.card(1, self.ayu, self.coupons, expiration_date=self.tomorrow)
        paper, spent, wrong = (self.card(points, None, self.coupons) for points in (1, 0, -1))
        adoption = self.adopt(self.coupons)
        self.assertEqual(
            (fresh + paper + spent + wrong).mapped("mcrm_state"), ["available", "available", "used", "used"]
        )
        self.assertEqual((fresh.mcrm_role, fresh.expiration_date), ("promo", self.tomorrow))
        self.assertEqual((self.coupons.mcrm_role, self.coupons.mcrm_issued), ("promo", 4))
        self.assertEqual(self.outcomes(adoption)[wrong], ("zeroed", -1, 0))
        self.assertEqual(adoption.merged_count, 0)

    def test_an_adopted_coupon_is_used_once(self):
        coupon = self.card(1, self.ayu, self.coupons)
        self.adopt(self.coupons)
        reward = [(self.coupons.reward_ids, coupon, 2500, 1)]
        self.pay(partner=self.ayu, rewards=reward)
        self.assertEqual((coupon.mcrm_state, coupon.points), ("used", 0))

    def test_a_plan_changes_nothing(self):
        card = self.card(-3, self.ayu)
        adoption = self.env["mcrm.adoption"]._mcrm_plan(self.old)
        card.invalidate_recordset()
        self.assertEqual((card.points, card.mcrm_role, adoption.state), (-3, False, "planned"))
        adoption.action_discard()
        self.assertFalse(adoption.exists())

    def test_what_was_sold_since_the_plan_counts(self):
        card = self.card(3, self.ayu)
        adoption = self.env["mcrm.adoption"]._mcrm_plan(self.old)
        card.points = 5
        adoption._mcrm_carry_out(NOW)
        self.assertEqual((card.points, adoption.points_after), (5, 5))
        self.assertSound(card)

    def test_twice_does_nothing_more(self):
        card = self.card(3, self.ayu)
        adoption = self.adopt()
        self.assertEqual(self.env["mcrm.adoption"]._mcrm_plan(self.old), adoption)
        with self.assertRaises(UserError):
            adoption._mcrm_carry_out(NOW)
        with self.assertRaises(UserError):
            adoption.action_discard()
        self.assertEqual((card.points, len(self.ledger(card))), (3, 1))

    def test_only_points_and_coupons_can_be_adopted(self):
        gift = self.make_program("gift_card", "Gift cards")
        for program in (gift, self.cafe.program):
            with self.subTest(program.name), self.assertRaises(UserError):
                self.env["mcrm.adoption"]._mcrm_plan(program)

    def test_only_a_manager_adopts_and_nobody_forges_a_report(self):
        self.card(3, self.ayu)
        with self.assertRaises(AccessError):
            self.old.with_user(self.cafe.cashier).action_mcrm_adopt()
        action = self.old.with_user(self.cafe.manager).action_mcrm_adopt()
        adoption = self.env["mcrm.adoption"].browse(action["res_id"])
        with self.assertRaises(AccessError):
            adoption.with_user(self.cafe.cashier).action_carry_out()
        adoption.with_user(self.cafe.manager).action_carry_out()
        self.assertEqual((adoption.state, adoption.done_by_id), ("done", self.cafe.manager))
        for record in (adoption, adoption.line_ids):
            with self.assertRaises(AccessError):
                record.with_user(self.cafe.cashier).read(["id"])
            with self.assertRaises(AccessError):
                record.with_user(self.cafe.manager).write({"write_date": NOW})
            with self.assertRaises(AccessError):
                record.with_user(self.cafe.manager).unlink()

    def test_a_thousand_cards_take_as_many_statements_as_one(self):
        self.card(1, self.ayu)
        self.env.cr.execute(
            """INSERT INTO loyalty_card (program_id, company_id, code, points, active)
               SELECT %s, %s, 'bulk-' || n, n %% 7, TRUE FROM generate_series(1, 1000) n""",
            [self.old.id, self.old.company_id.id],
        )
        self.env.invalidate_all()
        adoption = self.env["mcrm.adoption"]._mcrm_plan(self.old)
        before = self.env.cr.sql_log_count
        adoption._mcrm_carry_out(NOW)
        self.assertLess(self.env.cr.sql_log_count - before, 40)
        self.assertEqual(adoption.card_count, 1001)
