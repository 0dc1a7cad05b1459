from datetime import timedelta
from unittest.mock import patch
from uuid import uuid4

from odoo import fields
from odoo.tests import tagged

from ..models.pos_order_settlement import PosOrder
from ..tools.ledger import Move
from .common import NOW, CafeCase, make_member_program

BOOKING = 2  # statements
SETTLEMENT = 15  # statements, of an order that nothing is known of
AT_THE_TILL = 8  # more than the same order without a member, Odoo's own included


@tagged("post_install", "-at_install")
class TestStatements(CafeCase):
    """A guest waits: how many statements it takes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.card = cls.cafe.program._mcrm_card_of(cls.member)

    def test_a_booking(self):
        self.book(self.card, "gift", 10, "test:first")
        for move in (Move("gift", issued=5), Move("spend", used=3)):
            self.env.invalidate_all()
            with self.subTest(move.kind), self.assertQueryCount(BOOKING):
                self.card._mcrm_book([move], NOW, f"test:{move.kind}", "Test")
        self.assertEqual(self.card.points, 12)

    def test_a_settlement(self):
        self.pay(partner=self.member)
        with patch.object(PosOrder, "_mcrm_settle_loyalty"):
            order = self.pay(partner=self.member)
        self.env.invalidate_all()
        with self.assertQueryCount(SETTLEMENT):
            order._mcrm_settle_loyalty(fields.Datetime.now())
        self.assertEqual(order.mcrm_points_earned, 25)

    def test_a_member_at_the_till(self):
        self.pay(partner=self.member)
        without, with_member = self._statements(None), self._statements(self.member)
        self.assertLessEqual(with_member - without, AT_THE_TILL)
        self.assertEqual(self.balance(), 50)

    def _statements(self, partner):
        """:return: how many statements paying an order takes (int)"""
        data = self.order_data(partner=partner)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.sync(data)
        return self.env.cr.sql_log_count - before


@tagged("post_install", "-at_install")
class TestCaches(CafeCase):
    """What is kept between orders follows the manager."""

    def assertEarns(self, points):
        self.assertEqual(self.pay(partner=self.member).mcrm_points_earned, points)

    def test_rules(self):
        rule = self.cafe.program.rule_ids
        self.assertEarns(25)
        rule.reward_point_amount = 0.002
        self.assertEarns(50)
        rule.product_ids = self.env["product.product"].create({"name": "Teh", "available_in_pos": True})
        self.assertEarns(0)
        rule.product_ids = self.cafe.product
        self.assertEarns(50)
        second = rule.copy({"program_id": self.cafe.program.id, "product_ids": False, "reward_point_amount": 0.001})
        self.assertEarns(75)
        second.unlink()
        self.assertEarns(50)

    def test_exclusions(self):
        program, product = self.cafe.program, self.cafe.product
        self.assertEarns(25)
        program.mcrm_excluded_product_ids = product
        self.assertEarns(0)
        program.mcrm_excluded_product_ids = False
        product.pos_categ_ids = self.env["pos.category"].create({"name": "Kopi"})
        program.mcrm_excluded_category_ids = product.pos_categ_ids
        self.assertEarns(0)
        program.mcrm_excluded_category_ids = False
        program.mcrm_excluded_payment_method_ids = self.cafe.config.payment_method_ids
        self.assertEarns(0)

    def test_programs(self):
        self.assertEarns(25)
        self.cafe.program.date_to = self.yesterday - timedelta(days=1)
        self.assertEarns(0)
        self.cafe.program.date_to = False
        self.cafe.program.pos_config_ids = self.cafe.config.copy()
        self.assertEarns(0)
        self.cafe.program.pos_config_ids = self.cafe.config
        self.assertEarns(25)
        self.cafe.program.active = False
        self.assertEarns(0)

    def test_an_adopted_program(self):
        self.cafe.program.active = False
        old = make_member_program(self.env, mcrm_role=False, program_type="loyalty", applies_on="both", trigger="auto")
        self.assertEarns(0)
        self.env["mcrm.adoption"]._mcrm_plan(old)._mcrm_carry_out(NOW)
        self.assertEarns(25)

    def test_tiers(self):
        card = self.give_points(1)
        self.assertEarns(25)
        self.assertFalse(card.mcrm_tier_id)
        tier = self.env["mcrm.tier"].create({"name": "Perak", "program_id": self.cafe.program.id, "threshold": 1000})
        self.assertEarns(25)
        self.assertFalse(card.mcrm_tier_id)
        tier.threshold = 50
        self.assertEarns(25)
        self.assertEqual(card.mcrm_tier_id, tier)

    def test_clocks(self):
        company = self.cafe.company
        noon = fields.Datetime.to_datetime("2026-11-24 12:00:00")
        self.assertEqual(company._mcrm_local(noon).hour, 19)
        company.partner_id.tz = "Asia/Makassar"
        self.assertEqual(company._mcrm_local(noon).hour, 20)
        company.partner_id.tz = False
        company.resource_calendar_id = self.env["resource.calendar"].create({"name": uuid4(), "tz": "Asia/Jayapura"})
        self.assertEqual(company._mcrm_local(noon).hour, 21)
        company.resource_calendar_id.tz = "UTC"
        self.assertEqual(company._mcrm_local(noon).hour, 12)
