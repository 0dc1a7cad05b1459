from odoo import models

from ..tools.points import AccrualRule


class LoyaltyRule(models.Model):
    _inherit = "loyalty.rule"

    def _mcrm_accrual_rules(self):
        """:return: the rules that need no code, in plain values (list of AccrualRule)"""
        return [rule._mcrm_accrual_rule() for rule in self if rule.mode == "auto"]

    def _mcrm_accrual_rule(self):
        self.ensure_one()
        return AccrualRule(
            mode=self.reward_point_mode,
            amount=self.reward_point_amount,
            minimum_quantity=self.minimum_qty,
            minimum_amount=self.minimum_amount,
            minimum_includes_tax=self.minimum_amount_tax_mode == "incl",
            product_ids=None if self.any_product else frozenset(self.valid_product_ids.ids),
        )
