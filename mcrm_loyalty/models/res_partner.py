from odoo import fields, models

from .loyalty_program import MEMBER, VOUCHER_ROLES

GROUP = "mcrm_member.group_user"


class ResPartner(models.Model):
    _inherit = "res.partner"

    mcrm_points = fields.Float("Points", digits=(16, 2), compute="_compute_mcrm_loyalty", groups=GROUP)
    mcrm_voucher_count = fields.Integer("Vouchers", compute="_compute_mcrm_loyalty", groups=GROUP)

    def write(self, vals):
        # sudo: whether it is a café's address does not depend on who writes
        if "tz" in vals and self.env["res.company"].sudo().search_count([("partner_id", "in", self.ids)], limit=1):
            self.env.registry.clear_cache()  # of the cafés' clocks
        return super().write(vals)

    def _compute_mcrm_loyalty(self):
        """Points and usable vouchers in the current company."""
        cards = self.env["loyalty.card"]
        now = fields.Datetime.now()
        for partner in self:
            partner.mcrm_points = partner._mcrm_member_card(self.env.company).points
            partner.mcrm_voucher_count = len(
                cards._mcrm_vouchers(partner, self.env.company, now, "available", limit=None)
            )

    def action_mcrm_ledger(self):
        """Open the points history of this member (button)."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("mcrm_loyalty.loyalty_history_action_ledger")
        return {**action, "domain": [("mcrm_partner_id", "=", self.id), ("mcrm_kind", "!=", False)]}

    def action_mcrm_vouchers(self):
        """Open the vouchers of this member (button)."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("mcrm_loyalty.loyalty_card_action_vouchers")
        return {**action, "domain": [("partner_id", "=", self.id), ("mcrm_role", "in", VOUCHER_ROLES)]}

    def _mcrm_member_program(self, company):
        """:return: the program whose points members see in a café (loyalty.program) as superuser, may be empty"""
        # sudo: members have no access rights, and every till books into the same program
        programs_sudo = self.env["loyalty.program"].sudo()
        domain = [("mcrm_role", "=", MEMBER), ("company_id", "in", [False, *company.parent_ids.ids])]
        return programs_sudo.search(domain, order="sequence, id", limit=1)

    def _mcrm_member_card(self, company):
        """:return: the member's card in a café (loyalty.card) as superuser, empty before the first points"""
        program = self._mcrm_member_program(company)
        return program._mcrm_find_card(self) if program else self.env["loyalty.card"].sudo()

    def _mcrm_points(self, company):
        """:return: ``{"balance": float, "name": str}``, what the member has and what points are called (dict)"""
        program = self._mcrm_member_program(company)
        balance = self._mcrm_member_card(company).points
        return {"balance": balance, "name": program.portal_point_name or self.env._("Points")}
