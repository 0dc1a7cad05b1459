from odoo import Command
from odoo.tests import tagged

from .common import PRICE, CafeCase, _line


@tagged("post_install", "-at_install")
class TestExclusions(CafeCase):
    """What earns no points, with one point for each thousand rupiah."""

    def product(self, name, categories=()):
        ids = [category.id for category in categories]
        values = {"name": name, "available_in_pos": True, "taxes_id": False, "pos_categ_ids": [Command.set(ids)]}
        return self.env["product.product"].create(values)

    def pay_for(self, *products, **values):
        lines = [_line(product, 1, PRICE) for product in products]
        total = PRICE * len(lines)
        data = self.order_data(partner=self.member, **values)
        data["payment_ids"][0][2]["amount"] = total
        return self.sync(data | {"lines": lines, "amount_total": total, "amount_paid": total})

    def test_excluded_products_earn_nothing(self):
        water = self.product("Air")
        self.cafe.program.mcrm_excluded_product_ids = water
        self.pay_for(self.cafe.product, water)
        self.assertEqual(self.balance(), 25)

    def test_excluded_products_do_not_help_to_reach_a_minimum(self):
        water = self.product("Air")
        self.cafe.program.mcrm_excluded_product_ids = water
        self.cafe.program.rule_ids.minimum_amount = PRICE * 2
        self.pay_for(self.cafe.product, water)
        self.assertEqual(self.balance(), 0)

    def test_an_excluded_category_speaks_for_those_below_it(self):
        drinks = self.env["pos.category"].create({"name": "Minuman"})
        bottled = self.env["pos.category"].create({"name": "Botol", "parent_id": drinks.id})
        self.cafe.program.mcrm_excluded_category_ids = drinks
        self.pay_for(self.cafe.product, self.product("Air", [bottled]), self.product("Teh", [drinks]))
        self.assertEqual(self.balance(), 25)
        self.cafe.program.mcrm_excluded_category_ids = bottled
        self.pay_for(self.product("Teh", [drinks]))
        self.assertEqual(self.balance(), 50)

    def test_an_excluded_payment_earns_nothing(self):
        method = self.cafe.config.payment_method_ids
        self.cafe.program.mcrm_excluded_payment_method_ids = method
        self.pay(quantity=2, partner=self.member)
        self.assertFalse(self.cafe.program._mcrm_find_card(self.member))
        self.cafe.program.mcrm_excluded_payment_method_ids = method.copy()
        self.pay(quantity=2, partner=self.member)
        self.assertEqual(self.balance(), 50)

    def test_an_order_type_like_a_delivery_platform_earns_nothing(self):
        platform, takeaway = self.env["pos.preset"].create([{"name": "Antar"}, {"name": "Bungkus"}])
        self.cafe.program.mcrm_excluded_preset_ids = platform
        self.pay(quantity=1, partner=self.member, preset_id=platform.id)
        self.assertEqual(self.balance(), 0)
        self.pay(quantity=1, partner=self.member, preset_id=takeaway.id)
        self.assertEqual(self.balance(), 25)

    def test_what_earned_nothing_takes_nothing_back(self):
        water = self.product("Air")
        self.cafe.program.mcrm_excluded_product_ids = water
        order = self.pay_for(self.cafe.product, water)
        water_line = order.lines.filtered(lambda line: line.product_id == water)
        back = _line(water, -1, PRICE, refunded_orderline_id=water_line.id)
        data = self.order_data(partner=self.member, quantity=0)
        data["payment_ids"][0][2]["amount"] = -PRICE
        self.sync(data | {"lines": [back], "amount_total": -PRICE, "amount_paid": -PRICE})
        self.assertEqual(self.balance(), 25)
