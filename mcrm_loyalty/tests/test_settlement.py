from unittest.mock import patch

from odoo import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models.loyalty_history import LoyaltyHistory
from .common import PRICE, CafeCase, make_member_program


@tagged("post_install", "-at_install")
class TestEarning(CafeCase):
    def test_a_paid_order_earns_in_the_same_call(self):
        order = self.pay(quantity=2, partner=self.member)
        self.assertEqual(self.balance(), 50)
        entry = order._mcrm_ledger()
        self.assertEqual((entry.mcrm_kind, entry.issued, entry.used, entry.mcrm_balance), ("earn", 50, 0, 50))
        self.assertEqual(entry.mcrm_partner_id, self.member)

    def test_the_sync_answer_carries_settled_figures_and_cards(self):
        self.pay(quantity=2, partner=self.member)
        row = self.answer["pos.order"][0]
        self.assertEqual((row["mcrm_points_earned"], row["mcrm_points_spent"], row["mcrm_points_balance"]), (50, 0, 50))
        self.assertIn("/mcrm/nota/N1.", row["mcrm_nota_url"])
        self.assertEqual([card["points"] for card in self.answer["loyalty.card"]], [50])

    def test_syncing_twice_books_once(self):
        data = self.order_data(quantity=1, partner=self.member)
        self.sync(data)
        self.sync(data)
        self.assertEqual(self.balance(), 25)

    def test_paying_twice_books_once(self):
        order = self.pay(quantity=1, partner=self.member)
        order.action_pos_order_paid()
        order.action_pos_order_paid()
        self.assertEqual(self.balance(), 25)

    def test_a_draft_earns_nothing_until_it_is_paid(self):
        data = self.order_data(quantity=1, partner=self.member, state="draft", payment_ids=[], amount_paid=0)
        self.sync(data)
        self.assertEqual(self.balance(), 0)
        self.sync(self.order_data(quantity=1, partner=self.member, uuid=data["uuid"], lines=[]))
        self.assertEqual(self.balance(), 25)

    def test_a_crash_before_the_commit_leaves_nothing(self):
        data = self.order_data(quantity=1, partner=self.member)
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            self.sync(data)
            raise ZeroDivisionError
        self.env.invalidate_all()
        self.assertFalse(self.env["pos.order"].search([("uuid", "=", data["uuid"])]))
        self.assertEqual(self.balance(), 0)
        self.assertFalse(self.env["loyalty.history"].search([("mcrm_partner_id", "=", self.member.id)]))

    def test_no_guest_no_card(self):
        before = self.env["loyalty.card"].search_count([])
        self.pay(quantity=1)
        self.assertEqual(self.env["loyalty.card"].search_count([]), before)

    def test_an_order_below_the_minimum_opens_no_card(self):
        self.cafe.program.rule_ids.minimum_amount = PRICE * 2
        self.pay(quantity=1, partner=self.member)
        self.assertFalse(self.cafe.program._mcrm_find_card(self.member))

    def test_the_unit_and_order_rules_add_up(self):
        self.cafe.program.rule_ids = [
            Command.clear(),
            Command.create({"reward_point_mode": "unit", "reward_point_amount": 3}),
            Command.create({"reward_point_mode": "order", "reward_point_amount": 5}),
        ]
        self.pay(quantity=4, partner=self.member)
        self.assertEqual(self.balance(), 17)

    def test_only_products_in_scope_earn(self):
        other = self.env["product.product"].create({"name": "Roti", "available_in_pos": True})
        self.cafe.program.rule_ids.product_ids = other
        self.pay(quantity=1, partner=self.member)
        self.assertEqual(self.balance(), 0)

    def test_a_program_of_another_till_earns_nothing_here(self):
        self.cafe.program.pos_config_ids = self.cafe.config.copy({"name": "Till 2"})
        self.pay(quantity=1, partner=self.member)
        self.assertEqual(self.balance(), 0)

    def test_a_program_that_has_ended_earns_nothing(self):
        self.cafe.program.date_to = self.yesterday
        self.pay(quantity=1, partner=self.member)
        self.assertEqual(self.balance(), 0)

    def test_the_programs_of_another_company_earn_nothing(self):
        company = self.env["res.company"].create({"name": "Kafe Lain"})
        other = make_member_program(self.env(context={"allowed_company_ids": company.ids}), name="Other")
        other.write({"company_id": company.id, "currency_id": self.cafe.company.currency_id.id})
        self.pay(quantity=1, partner=self.member)
        self.assertFalse(other._mcrm_find_card(self.member))

    def test_a_self_order_earns_but_spends_nothing(self):
        card = self.give_points(40)
        reward = self.cafe.program.reward_ids
        order = self.pay(quantity=1, partner=self.member, rewards=[(reward, card, 2500, 20)])
        self.assertEqual(self.balance(), 40 + 25 - 20)
        with patch.object(type(order), "source", "mobile"):
            moves = order._mcrm_moves(order.date_order)
        self.assertEqual([move.kind for move in moves[card]], ["earn"])

    def test_what_goes_wrong_never_stops_the_sale(self):
        with (
            patch.object(LoyaltyHistory, "_mcrm_append", side_effect=ZeroDivisionError),
            mute_logger("odoo.addons.mcrm_loyalty.models.pos_order_settlement"),
        ):
            order = self.pay(quantity=1, partner=self.member)
        self.assertEqual(order.state, "paid")
        self.assertEqual(self.balance(), 0)


@tagged("post_install", "-at_install")
class TestSpending(CafeCase):
    def test_the_price_is_the_rewards_whatever_the_till_says(self):
        card = self.give_points(50)
        self.pay(quantity=1, partner=self.member, rewards=[(self.cafe.program.reward_ids, card, 2500, 0)])
        self.assertEqual(self.balance(), 50 + 25 - 20)

    def test_points_earned_by_an_order_pay_for_its_own_reward(self):
        self.pay(quantity=1, partner=self.member, rewards=[(self.cafe.program.reward_ids, None, 2500, 20)])
        self.assertEqual(self.balance(), 25 - 20)

    def test_per_point_discounts_cost_what_they_give(self):
        self.cafe.program.reward_ids.write({"discount_mode": "per_point", "discount": 100, "required_points": 1})
        card = self.give_points(50)
        self.pay(quantity=1, partner=self.member, rewards=[(self.cafe.program.reward_ids, card, 3000, 1)])
        self.assertEqual(self.balance(), 50 + 25 - 30)

    def test_points_that_are_gone_are_cut_to_zero(self):
        card = self.give_points(10)
        order = self.pay(quantity=0, partner=self.member, rewards=[(self.cafe.program.reward_ids, card, 0, 20)])
        self.assertEqual(order.state, "paid")
        self.assertEqual(self.balance(), 0)

    def test_the_points_of_another_member_are_out_of_reach(self):
        other = self.env["res.partner"].create({"name": "Budi Contoh"})
        card = self.give_points(100, other)
        self.give_points(50)
        self.pay(quantity=1, partner=self.member, rewards=[(self.cafe.program.reward_ids, card, 2500, 20)])
        self.assertEqual(self.balance(other), 100)
        self.assertEqual(self.balance(), 50 + 25 - 20)

    def test_a_voucher_is_used_up_by_the_order_that_shows_it(self):
        card = self.claim()
        order = self.pay(quantity=1, partner=self.member, rewards=[(self.cafe.promo.reward_ids, card, 5000, 1)])
        self.assertEqual((card.mcrm_state, card.mcrm_used_order_id, card.points), ("used", order, 0))
        self.assertTrue(card.mcrm_used_at)
        self.assertEqual(self.balance(), 20)

    def test_a_used_voucher_on_a_second_order_moves_nothing(self):
        card = self.claim()
        rewards = [(self.cafe.promo.reward_ids, card, 5000, 1)]
        first = self.pay(quantity=1, partner=self.member, rewards=rewards)
        second = self.pay(quantity=1, partner=self.member, rewards=rewards)
        self.assertEqual(card.mcrm_used_order_id, first)
        self.assertEqual((second.state, card.points), ("paid", 0))

    def test_a_voucher_is_used_up_even_when_the_guest_is_left_out(self):
        card = self.claim()
        self.pay(quantity=1, rewards=[(self.cafe.promo.reward_ids, card, 5000, 1)])
        self.assertEqual(card.mcrm_state, "used")

    def test_a_voucher_of_another_offer_is_not_touched(self):
        card = self.claim()
        self.pay(quantity=1, partner=self.member, rewards=[(self.cafe.reward.reward_ids, card, 5000, 1)])
        self.assertEqual(card.mcrm_state, "available")

    def test_the_till_is_told_before_payment_that_a_voucher_is_gone(self):
        card = self.claim()
        orders = self.env["pos.order"].with_user(self.cafe.cashier)
        self.assertTrue(orders.validate_coupon_programs({str(card.id): -1}, [])["successful"])
        self.pay(quantity=1, partner=self.member, rewards=[(self.cafe.promo.reward_ids, card, 5000, 1)])
        answer = orders.validate_coupon_programs({str(card.id): -1}, [])
        self.assertEqual((answer["successful"], answer["payload"]["removed_coupons"]), (False, card.ids))


@tagged("post_install", "-at_install")
class TestConfirm(CafeCase):
    """The till's own booking call, which Odoo trusts."""

    def test_it_books_nothing_for_members(self):
        order = self.pay(quantity=1, partner=self.member)
        card = self.cafe.program._mcrm_find_card(self.member)
        data = {"points": 9999, "program_id": self.cafe.program.id, "coupon_id": card.id, "partner_id": self.member.id}
        order.with_user(self.cafe.cashier).confirm_coupon_programs({str(card.id): data})
        self.assertEqual(self.balance(), 25)

    def test_a_local_card_of_the_till_gets_its_real_id(self):
        order = self.pay(quantity=1, partner=self.member)
        card = self.cafe.program._mcrm_find_card(self.member)
        data = {"points": 25, "program_id": self.cafe.program.id, "coupon_id": -7, "partner_id": self.member.id}
        answer = order.with_user(self.cafe.cashier).confirm_coupon_programs({"-7": data})
        update = answer["coupon_updates"][0]
        self.assertEqual((update["old_id"], update["id"], update["points"]), (-7, card.id, 25))

    def test_other_programs_are_booked_by_odoo(self):
        program = self.env["loyalty.program"].create(
            {"name": "Native", "program_type": "loyalty", "reward_ids": [Command.create({"discount": 5})]}
        )
        order = self.pay(quantity=1, partner=self.member)
        data = {"points": 7, "program_id": program.id, "coupon_id": -3, "partner_id": self.member.id}
        order.with_user(self.cafe.cashier).confirm_coupon_programs({"-3": data})
        self.assertEqual(program.coupon_ids.points, 7)
