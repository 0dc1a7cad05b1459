from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import CafeCase, make_user


@tagged("post_install", "-at_install")
class TestTierAccess(CafeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cafe.program.company_id = cls.cafe.company
        cls.cafe.program.mcrm_tier_ids = [Command.create({"name": "Gold", "threshold": 10, "multiplier": 2})]
        cls.tier = cls.cafe.program.mcrm_tier_ids

    def test_a_manager_decides_about_tiers(self):
        tier = self.tier.with_user(self.cafe.manager)
        tier.write({"threshold": 20})
        tier.copy({"threshold": 30})
        tier.unlink()
        self.assertFalse(self.tier.exists())

    def test_a_cashier_only_looks(self):
        tier = self.tier.with_user(self.cafe.cashier)
        self.assertEqual(tier.read(["multiplier"])[0]["multiplier"], 2)
        with self.assertRaises(AccessError):
            tier.write({"multiplier": 10})
        with self.assertRaises(AccessError):
            tier.create({"program_id": self.cafe.program.id, "name": "Mine", "threshold": 0})
        with self.assertRaises(AccessError):
            tier.unlink()

    def test_nobody_writes_a_members_tier(self):
        card = self.give_points(10)
        for user in (self.cafe.cashier, self.cafe.manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                card.with_user(user).write({"mcrm_tier_id": self.tier.id})

    def test_guests_and_other_companies_see_nothing(self):
        company = self.env["res.company"].create({"name": "Kafe Lain"})
        users = (
            new_test_user(self.env, "guest@example.com", "base.group_portal"),
            self.env.ref("base.public_user"),
            make_user(self.env, company, "manager lain", "point_of_sale.group_pos_manager"),
        )
        for user in users:
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.tier.with_user(user).with_context(allowed_company_ids=user.company_ids.ids).read(["name"])
