from odoo import Command
from odoo.tests import tagged

from odoo.addons.point_of_sale.tests.test_frontend import TestPointOfSaleHttpCommon

from .common import NOW, make_member_program, make_voucher_program

SECRET = "5a" * 32
# The tour scans this very text: it follows from the secret and the code
CODE, VOUCHER_TEXT = "ABCDEFGHIJKLMNOP", "V1.ABCDEFGHIJKLMNOP.I2YXN4DJHRMO3VB2"


class TillCase(TestPointOfSaleHttpCommon):
    """A till that sells a coffee at 1,000, a member, and a voucher of half the price to claim."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["loyalty.program"].search([]).active = False
        cls.main_pos_config.company_id.mcrm_secret = SECRET
        cls.member = cls.env["res.partner"].create({"name": "Ayu Lestari"})
        cls.member._mcrm_enrol(NOW.date())
        cls.env["product.product"].create(
            {"name": "Kopi Tubruk", "available_in_pos": True, "list_price": 1000, "taxes_id": False}
        )
        half_off = {"reward_type": "discount", "discount": 50, "discount_mode": "percent", "required_points": 1}
        cls.promo = make_voucher_program(cls.env, "promo", reward_ids=[Command.create(half_off)])


@tagged("post_install", "-at_install")
class TestTill(TillCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        rule = {"reward_point_mode": "money", "reward_point_amount": 0.1, "minimum_qty": 1}
        cls.program = make_member_program(cls.env, portal_visible=True, rule_ids=[Command.create(rule)])

    def test_a_voucher_from_scan_to_receipt(self):
        voucher = self.promo._mcrm_claim(self.member, NOW, "tour")
        voucher.code = CODE
        self.assertEqual(voucher._mcrm_voucher_token(), VOUCHER_TEXT)
        self.main_pos_config.with_user(self.pos_user).open_ui()
        self.start_pos_tour("mcrm_loyalty_voucher")
        order = self.main_pos_config.current_session_id.order_ids.filtered(lambda order: order.state == "paid")
        self.assertEqual(order.partner_id, self.member)
        self.assertEqual(order.amount_total, 500)
        voucher.invalidate_recordset()
        self.assertEqual((voucher.mcrm_state, voucher.mcrm_used_order_id), ("used", order))
        card = self.program.coupon_ids.filtered(lambda card: card.partner_id == self.member)
        self.assertEqual(card.points, 50)
