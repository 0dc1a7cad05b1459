from odoo import api, fields, models
from odoo.tools import formatLang

from ..tools.points import AccrualRule, per_amount


class LoyaltyRule(models.Model):
    _name = "loyalty.rule"
    _inherit = ("loyalty.rule", "mcrm.terms")

    mcrm_grant = fields.Char(compute="_compute_mcrm_grant", string="Gives")

    @api.depends("reward_point_mode", "reward_point_amount", "reward_point_name", "program_id.mcrm_role")
    def _compute_mcrm_grant(self):
        """As people say it, `1 point per Rp1.000`: Odoo says 0,00 points per Rp. Empty for programs without a role."""
        for rule in self:
            rule.mcrm_grant = rule.program_id.mcrm_role and rule._mcrm_grant_text()

    def _mcrm_grant_text(self):
        mode, amount, spent = self.reward_point_mode, self.reward_point_amount, 1
        if mode == "money":
            amount, spent = per_amount(amount)
        currency = self.program_id.currency_id or self.env.company.currency_id
        facts = {
            "points": formatLang(self.env, amount, digits=0 if amount == int(amount) else 2),
            "name": self.reward_point_name,
            "amount": currency._mcrm_price(spent),
        }
        if mode == "money":
            return self.env._("%(points)s %(name)s per %(amount)s spent", **facts)
        if mode == "unit":
            return self.env._("%(points)s %(name)s per item", **facts)
        return self.env._("%(points)s %(name)s per purchase", **facts)

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
