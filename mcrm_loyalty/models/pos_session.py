from odoo import models


class PosSession(models.Model):
    _inherit = "pos.session"

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") == "closed":
            # sudo: a closed till has no order left that could need a card
            self.env["loyalty.card"].sudo()._mcrm_release_till(self.config_id)
        return result
