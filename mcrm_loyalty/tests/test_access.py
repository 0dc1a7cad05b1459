from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import CafeCase, make_user


@tagged("post_install", "-at_install")
class TestAccess(CafeCase):
    def test_a_cashier_cannot_touch_cards_of_members(self):
        card, voucher = self.give_points(10), self.claim()
        for values in (
            {"points": 99},
            {"partner_id": self.cafe.cashier.partner_id.id},
            {"code": "AAAAAAAAAAAAAAAA"},
            {"mcrm_state": "available"},
            {"expiration_date": "2099-01-01"},
            {"active": False},
        ):
            for record in (card, voucher):
                with self.subTest(values), self.assertRaises(UserError):
                    record.with_user(self.cafe.cashier).write(values)

    def test_a_cashier_cannot_forge_a_ledger_row(self):
        card = self.give_points(10)
        values = {"card_id": card.id, "description": "Forged", "issued": 100}
        with self.assertRaises(AccessError):
            self.env["loyalty.history"].with_user(self.cafe.cashier).create(values)
        with self.assertRaises(AccessError):
            self.env["loyalty.history"].with_user(self.cafe.manager).create(values)

    def test_a_cashier_cannot_adjust_but_a_manager_can(self):
        card = self.give_points(10)
        wizard = {"card_id": card.id, "new_balance": 4, "description": "Counted again", "mcrm_reason": "correction"}
        adjustments = self.env["loyalty.card.update.balance"]
        with self.assertRaises(AccessError):
            adjustments.with_user(self.cafe.cashier).create(wizard).action_update_card_point()
        adjustments.with_user(self.cafe.manager).create(wizard).action_update_card_point()
        entry = self.last_entry(card)
        self.assertEqual((card.points, entry.mcrm_kind, entry.used, entry.mcrm_balance), (4, "adjust", 6, 4))

    def test_a_cashier_cannot_cancel_a_voucher(self):
        with self.assertRaises(AccessError):
            self.claim().with_user(self.cafe.cashier).action_mcrm_cancel()

    def test_a_manager_may_prolong_but_not_reopen_a_voucher(self):
        voucher = self.claim()
        voucher.with_user(self.cafe.manager).expiration_date = self.tomorrow
        with self.assertRaises(AccessError):
            voucher.with_user(self.cafe.manager).mcrm_state = "used"

    def test_portal_and_public_see_nothing(self):
        card = self.give_points(10)
        portal = new_test_user(self.env, "guest@example.com", "base.group_portal")
        for user in (portal, self.env.ref("base.public_user")):
            for record in (card, card.history_ids, self.cafe.promo):
                with self.subTest(user.login, model=record._name), self.assertRaises(AccessError):
                    record.with_user(user).read(["id", "write_date"])

    def test_another_company_sees_nothing(self):
        company = self.env["res.company"].create({"name": "Kafe Lain"})
        manager = make_user(self.env, company, "manager lain", "point_of_sale.group_pos_manager")
        card = self.give_points(10)
        for record in (card, card.history_ids, self.cafe.promo):
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.with_user(manager).with_company(company).read(["write_date"])

    def test_business_methods_are_out_of_reach_of_rpc(self):
        from odoo.service.model import get_public_method

        for model, name in (
            ("loyalty.card", "_mcrm_book"),
            ("loyalty.program", "_mcrm_claim"),
            ("loyalty.history", "_mcrm_append"),
            ("pos.order", "_mcrm_settle_loyalty"),
        ):
            with self.subTest(name), self.assertRaises(AccessError):
                get_public_method(self.env[model], name)

    def test_the_till_cannot_send_settled_figures(self):
        forged = {"partner": self.member, "mcrm_points_earned": 999, "mcrm_nota_url": "https://example.com"}
        draft = {"state": "draft", "payment_ids": [], "amount_paid": 0}
        data = self.order_data(**draft, **forged)
        self.sync(data)
        self.sync(self.order_data(uuid=data["uuid"], lines=[], **draft, **forged))
        self.assertEqual(self.answer["pos.order"][0]["mcrm_points_earned"], 0)
        self.assertFalse(self.answer["pos.order"][0]["mcrm_nota_url"])
        self.sync(self.order_data(uuid=data["uuid"], lines=[], **forged))
        self.assertEqual(self.answer["pos.order"][0]["mcrm_points_earned"], 25)
        self.assertNotIn("example.com", self.answer["pos.order"][0]["mcrm_nota_url"])
