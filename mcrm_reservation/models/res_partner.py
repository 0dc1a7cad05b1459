from odoo import models


class ResPartner(models.Model):
    """The end of a membership: the tables are given up, wishes and messages forgotten."""

    _inherit = "res.partner"

    def _mcrm_erase(self, now):
        result = super()._mcrm_erase(now)
        # sudo: a member leaves every café at once, whoever does it
        reservations_sudo = self.env["mcrm.reservation"].sudo().search([("partner_id", "in", self.ids)])
        reservations_sudo._mcrm_forget_guest()
        return result
