from odoo import models
from odoo.exceptions import AccessError


class LoyaltyProgram(models.Model):
    _inherit = "loyalty.program"

    def action_mcrm_adopt(self):
        """Show what using this program for members would do (button)."""
        self.ensure_one()
        self.check_access("write")
        if not self.env.user.has_group("mcrm_member.group_manager"):
            raise AccessError(self.env._("Only a manager can use a program for members."))
        adoption = self.env["mcrm.adoption"]._mcrm_plan(self)
        action = self.env["ir.actions.act_window"]._for_xml_id("mcrm_loyalty.mcrm_adoption_action")
        return {**action, "res_id": adoption.id, "view_mode": "form", "views": [(False, "form")]}
