from datetime import timedelta

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from odoo.addons.mcrm_member.exceptions import Refusal

from .common import NOW, CafeCase, make_voucher_program


@tagged("post_install", "-at_install")
class TestClaim(CafeCase):
    def assert_refused(self, code, call, *args):
        with self.assertRaises(Refusal) as refused:
            call(*args)
        self.assertEqual(refused.exception.code, code)

    def test_a_claim_gives_a_voucher_of_80_bits(self):
        card = self.claim()
        self.assertRegex(card.code, r"^[A-Z2-7]{16}$")
        self.assertEqual((card.partner_id, card.mcrm_state, card.points), (self.member, "available", 1))
        self.assertEqual(card.history_ids.mapped("mcrm_kind"), ["gift"])

    def test_the_same_key_gives_the_same_voucher(self):
        self.cafe.promo.mcrm_member_limit = 1
        self.assertEqual(self.claim(key="a"), self.claim(key="a"))
        self.assertEqual(self.cafe.promo.mcrm_issued, 1)

    def test_the_key_of_one_member_is_not_that_of_another(self):
        other = self.env["res.partner"].create({"name": "Budi Contoh"})
        self.assertNotEqual(self.claim(key="a"), self.claim(other, key="a"))

    def test_the_limit_per_member_holds(self):
        self.cafe.promo.mcrm_member_limit = 1
        self.claim()
        self.assert_refused("promo_limit_reached", self.claim)

    def test_the_quota_holds(self):
        self.cafe.promo.mcrm_quota = 1
        self.claim()
        other = self.env["res.partner"].create({"name": "Budi Contoh"})
        self.assert_refused("promo_quota_exhausted", self.claim, other)

    def test_what_is_not_on_offer_cannot_be_claimed(self):
        for values in (
            {"mcrm_published": False},
            {"active": False},
            {"date_from": self.tomorrow},
            {"date_to": self.yesterday},
        ):
            with self.subTest(values), self.env.cr.savepoint() as savepoint:
                self.cafe.promo.write(values)
                self.assert_refused("promo_not_available", self.claim)
                savepoint.rollback()
                self.env.invalidate_all()

    def test_a_reward_cannot_be_claimed_for_nothing(self):
        self.assert_refused("promo_not_available", self.claim, None, None, self.cafe.reward)

    def test_a_voucher_is_valid_for_its_days_but_not_beyond_the_promo(self):
        promo = self.cafe.promo
        promo.mcrm_validity_days = 7
        today = self.cafe.company._mcrm_today(NOW)
        self.assertEqual(promo._mcrm_voucher_expiry(NOW), today + timedelta(days=7))
        promo.date_to = today + timedelta(days=3)
        self.assertEqual(promo._mcrm_voucher_expiry(NOW), promo.date_to)


@tagged("post_install", "-at_install")
class TestRedeem(CafeCase):
    def redeem(self, key="k"):
        return self.cafe.reward._mcrm_redeem(self.member, fields.Datetime.now(), key)

    def test_points_become_a_voucher(self):
        self.give_points(50)
        card = self.redeem()
        self.assertEqual((self.balance(), card.mcrm_state, card.points), (30, "available", 1))
        self.assertEqual(card.history_ids.mapped("mcrm_kind"), ["buy"])

    def test_the_same_key_charges_once(self):
        self.give_points(50)
        self.assertEqual(self.redeem(), self.redeem())
        self.assertEqual(self.balance(), 30)

    def test_too_few_points_change_nothing(self):
        self.give_points(19.99)
        try:  # not assertRaises, which would roll back by itself
            self.redeem()
        except Refusal as refused:
            self.assertEqual(refused.code, "points_insufficient")
        self.assertEqual((self.balance(), self.cafe.reward.mcrm_issued), (19.99, 0))
        self.assertFalse(self.cafe.reward._mcrm_issued_to(self.member))

    def test_a_guest_without_a_card_has_no_points(self):
        with self.assertRaises(Refusal) as refused:
            self.redeem()
        self.assertEqual(refused.exception.code, "points_insufficient")

    def test_a_privilege_is_redeemed_like_a_reward(self):
        self.give_points(50)
        privilege = make_voucher_program(self.env, "privilege", mcrm_title="Ruang VIP", mcrm_points_price=50)
        card = privilege._mcrm_redeem(self.member, fields.Datetime.now(), "vip")
        self.assertEqual((self.balance(), card.mcrm_role), (0, "privilege"))


@tagged("post_install", "-at_install")
class TestPrograms(CafeCase):
    def available(self, role="promo", company=None):
        company = company or self.cafe.company
        return self.env["loyalty.program"]._mcrm_available(company, self.member, role, fields.Datetime.now())

    def test_members_see_what_is_published_and_on_offer(self):
        draft = make_voucher_program(self.env, "promo", mcrm_published=False)
        over = make_voucher_program(self.env, "promo", date_to=self.yesterday)
        self.assertIn(self.cafe.promo, self.available())
        self.assertFalse(self.available() & (draft | over))
        self.assertEqual(self.available("reward"), self.cafe.reward)

    def test_another_company_has_its_own_promos(self):
        company = self.env["res.company"].create({"name": "Kafe Lain"})
        self.assertNotIn(self.cafe.promo, self.available(company=company))

    def test_what_remains_and_who_may_get_one(self):
        self.assertIsNone(self.cafe.promo._mcrm_remaining())
        self.cafe.promo.write({"mcrm_quota": 2, "mcrm_member_limit": 1})
        self.assertTrue(self.cafe.promo._mcrm_may_get(self.member))
        self.claim()
        self.assertEqual(self.cafe.promo._mcrm_remaining(), 1)
        self.assertFalse(self.cafe.promo._mcrm_may_get(self.member))

    def test_the_role_decides_the_type(self):
        self.assertEqual(self.cafe.program.program_type, "loyalty")
        self.assertEqual(self.cafe.promo.program_type, "coupons")
        with self.assertRaises(ValidationError):
            make_voucher_program(self.env, "promo", program_type="promotion")

    def test_the_role_stays_once_cards_are_out(self):
        self.claim()
        with self.assertRaises(ValidationError):
            self.cafe.promo.mcrm_role = "birthday"

    def test_vouchers_by_state(self):
        available, used, expired, cancelled = (self.claim() for _each in range(4))
        self.pay(quantity=1, partner=self.member, rewards=[(self.cafe.promo.reward_ids, used, 5000, 1)])
        expired.sudo().expiration_date = self.yesterday
        cancelled.with_user(self.cafe.manager).action_mcrm_cancel()

        def vouchers(state=None):
            cards = self.env["loyalty.card"]
            return cards._mcrm_vouchers(self.member, self.cafe.company, fields.Datetime.now(), state)

        self.assertEqual(vouchers("available"), available)
        self.assertEqual(vouchers("used"), used)
        self.assertEqual(vouchers("expired"), expired)
        self.assertEqual(vouchers(), expired | used | available)
        self.assertEqual(cancelled.points, 0)

    def test_lists_continue_after_a_row(self):
        first, second = self.claim(), self.claim()
        cards = self.env["loyalty.card"]
        page = cards._mcrm_vouchers(self.member, self.cafe.company, NOW, limit=1)
        self.assertEqual(page, second)
        page = cards._mcrm_vouchers(self.member, self.cafe.company, NOW, limit=1, before_id=second.id)
        self.assertEqual(page, first)

    def test_points_history_and_purchases_are_the_members_own(self):
        other = self.env["res.partner"].create({"name": "Budi Contoh"})
        order = self.pay(quantity=1, partner=self.member)
        self.pay(quantity=1, partner=other)
        history, orders = self.env["loyalty.history"], self.env["pos.order"]
        self.assertEqual(history._mcrm_entries(self.member, self.cafe.company).mapped("mcrm_points"), [25])
        self.assertEqual(orders._mcrm_orders(self.member, self.cafe.company), order)
        self.assertEqual(self.member._mcrm_points(self.cafe.company), {"balance": 25, "name": "Poin"})


@tagged("post_install", "-at_install")
class TestRule(CafeCase):
    def test_a_rule_says_what_it_gives_as_people_say_it(self):
        rule = self.cafe.program.rule_ids
        self.assertEqual(rule.mcrm_grant.replace(",", "."), "1 Poin per Rp1.000 spent")
        rule.write({"reward_point_mode": "unit", "reward_point_amount": 2.5})
        self.assertEqual(rule.mcrm_grant.replace(",", "."), "2.50 Poin per item")

    def test_rules_of_odoo_keep_their_own_words(self):
        program = self.env["loyalty.program"].create({"name": "Native", "program_type": "loyalty"})
        self.assertFalse(program.rule_ids[:1].mcrm_grant)
