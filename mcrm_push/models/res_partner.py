from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _mcrm_push_reachable(self, company):
        """:param res.company company: who sends
        :return: those among these partners whom a push message reaches today (res.partner)"""
        return self.env["mcrm.push.device"]._mcrm_reachable(self, company).partner_id

    def _mcrm_erase(self, now):
        """Devices and inbox go with the member."""
        # sudo: a member leaves every café at once, whoever does it
        self.env["mcrm.push.device"].sudo().search([("partner_id", "in", self.ids)]).unlink()
        self.env["mcrm.push.message"].sudo().search([("partner_id", "in", self.ids)]).unlink()
        return super()._mcrm_erase(now)
