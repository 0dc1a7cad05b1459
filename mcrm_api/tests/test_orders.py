from odoo.tests import tagged

from odoo.addons.mcrm_reservation.tests.common import make_tables

from .common import ApiCase


@tagged("post_install", "-at_install")
class TestOrders(ApiCase):
    def test_the_nota_names_the_table(self):
        table = make_tables(self.env)[1]
        order = self.make_order(table_id=table.id)
        self.assertEqual(self.me("GET", f"me/orders/{order.id}").json()["table"], "2")

    def test_what_was_taken_away_has_no_table(self):
        order = self.make_order()
        self.assertIsNone(self.me("GET", f"me/orders/{order.id}").json()["table"])
