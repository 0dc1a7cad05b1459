from odoo import Command, fields
from odoo.tests import tagged

from ..tools.ledger import Move
from .common import NOW, make_member_program
from .test_till import CODE, VOUCHER_TEXT, TillCase


class SpendingCase(TillCase):
    """The member has 120 points to spend and a voucher."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        spend = {"discount": 10, "discount_mode": "per_point", "required_points": 1, "description": "Spend points"}
        cls.program = make_member_program(
            cls.env,
            portal_visible=True,
            rule_ids=[Command.create({"minimum_amount": 1000000})],
            reward_ids=[Command.create(spend)],
        )
        cls.card = cls.program._mcrm_card_of(cls.member)
        cls.card._mcrm_book([Move("gift", issued=120)], NOW, "test:till", "Test")
        cls.voucher = cls.promo._mcrm_claim(cls.member, NOW, "tour")
        cls.voucher.code = CODE
        cls.main_pos_config.with_user(cls.pos_user).open_ui()

    def paid_orders(self):
        self.env.invalidate_all()
        orders = self.main_pos_config.current_session_id.order_ids
        return orders.filtered(lambda order: order.state == "paid").sorted("id")

    def assert_free(self):
        self.env.invalidate_all()
        self.assertEqual((self.voucher.mcrm_state, self.card.mcrm_state), ("available", "available"))


@tagged("post_install", "-at_install")
class TestTillHolds(SpendingCase):
    def test_the_second_till_is_told_where_a_voucher_and_points_are(self):
        self.assertEqual(self.voucher._mcrm_voucher_token(), VOUCHER_TEXT)
        register = self.main_pos_config.copy({"name": "Register 1"})
        for card in (self.voucher, self.card):
            card._mcrm_hold("elsewhere", register, fields.Datetime.now())
        self.start_pos_tour("mcrm_loyalty_held_elsewhere")
        self.env.invalidate_all()
        self.assertEqual((self.voucher | self.card).mapped("mcrm_hold_order"), ["elsewhere", "elsewhere"])

    def test_what_is_taken_off_or_deleted_is_free_again(self):
        self.start_pos_tour("mcrm_loyalty_hold_released")
        self.assert_free()

    def test_the_guest_chooses_how_many_points_to_spend(self):
        self.start_pos_tour("mcrm_loyalty_spending")
        order = self.paid_orders()
        self.assertEqual((order.amount_total, order.mcrm_points_spent), (1800, 120))
        self.assertEqual(self.card.points, 0)
        self.assertEqual(self.card.mcrm_state, "available")

    def test_orders_paid_offline_settle_and_the_cashier_is_told(self):
        self.start_pos_tour("mcrm_loyalty_offline", login="pos_admin")
        with_voucher, plain = self.paid_orders()
        self.assertEqual((with_voucher.amount_total, plain.amount_total), (500, 1000))
        conflict = self.env["mcrm.conflict"].search([("order_id", "in", (with_voucher | plain).ids)])
        self.assertEqual((conflict.order_id, conflict.kind, conflict.amount), (with_voucher, "voucher_gone", 500))

    def test_a_refund_at_the_till_takes_back_what_a_tier_earned(self):
        rule = {"minimum_amount": 0, "reward_point_mode": "money", "reward_point_amount": 0.1}
        self.program.rule_ids.write(rule)
        self.program.mcrm_tier_ids = [Command.create({"name": "Gold", "threshold": 0, "multiplier": 1.5})]
        self.card._mcrm_review_tier(fields.Datetime.now())
        self.start_pos_tour("mcrm_loyalty_refund")
        sale, refund = self.paid_orders()
        self.assertEqual((sale.mcrm_points_earned, refund.mcrm_points_earned), (300, -150))
        self.assertEqual(self.card.points, 120 + 150)
