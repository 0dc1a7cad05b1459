from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _mcrm_push_reachable(self, company):
        """:param res.company company: who sends
        :return: those among these partners whom a push message reaches today (res.partner)"""
        return self.env["mcrm.push.device"]._mcrm_reachable(self, company).partner_id
