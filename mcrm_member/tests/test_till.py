from odoo.tests import tagged

from odoo.addons.point_of_sale.tests.test_frontend import TestPointOfSaleHttpCommon

from .common import NOW, make_member

SECRET = "5a" * 32
# The tour scans these very texts: they follow from the secret and the number
MEMBER_NUMBER, MEMBER_TEXT = "1234567897", "M1.1234567897.0.UTGWCMQC4PZOYPI7"


@tagged("post_install", "-at_install")
class TestTill(TestPointOfSaleHttpCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.main_pos_config.company_id.write({"mcrm_secret": SECRET, "mcrm_qr_policy": "static"})
        cls.member = make_member(cls.env)
        cls.member.mcrm_member_number = MEMBER_NUMBER
        cls.env["product.product"].create(
            {"name": "Kopi Tubruk", "barcode": "8990001234567", "available_in_pos": True, "list_price": 10}
        )

    def setUp(self):
        super().setUp()
        member = self.member.with_company(self.main_pos_config.company_id)
        self.assertEqual(member._mcrm_member_token(NOW)[0], MEMBER_TEXT)

    def test_scanning_in_a_shop(self):
        self.main_pos_config.with_user(self.pos_user).open_ui()
        self.start_pos_tour("mcrm_member_scan_shop")
        self.assert_one_order_of_the_member()

    def test_scanning_in_a_restaurant(self):
        if "restaurant.table" not in self.env:
            self.skipTest("pos_restaurant is not installed")
        self.main_pos_config.module_pos_restaurant = True
        self.main_pos_config.floor_ids.unlink()
        self.env["restaurant.floor"].create(
            {
                "name": "Terrace",
                "pos_config_ids": [(4, self.main_pos_config.id)],
                "table_ids": [(0, 0, {"table_number": 5, "seats": 4, "position_h": 100, "position_v": 100})],
            }
        )
        self.main_pos_config.with_user(self.pos_user).open_ui()
        self.start_pos_tour("mcrm_member_scan_restaurant")
        self.assert_one_order_of_the_member()

    def assert_one_order_of_the_member(self):
        orders = self.main_pos_config.current_session_id.order_ids
        self.assertEqual(orders.partner_id, self.member)
        self.assertEqual(orders.lines.product_id.mapped("name"), ["Kopi Tubruk"])
