from odoo import Command
from odoo.tests import tagged

from .test_till_holds import SpendingCase


@tagged("post_install", "-at_install")
class TestTillTiers(SpendingCase):
    def test_the_till_predicts_what_the_server_books(self):
        self.program.mcrm_tier_ids = [Command.create({"name": "Gold", "threshold": 0, "multiplier": 1.5})]
        self.card._mcrm_review_tier(self.env.cr.now())
        rule = {"reward_point_mode": "money", "reward_point_amount": 0.0245, "minimum_qty": 1}
        self.program.write({"mcrm_whole_points": True, "rule_ids": [Command.clear(), Command.create(rule)]})
        self.start_pos_tour("mcrm_loyalty_tier")
        entry = self.env["loyalty.history"].search([("card_id", "=", self.card.id), ("mcrm_kind", "=", "earn")])
        self.assertEqual((entry.issued, entry.mcrm_qualifying, self.card.points), (38, 25, 158))
