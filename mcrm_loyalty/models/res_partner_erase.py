from odoo import models


class ResPartner(models.Model):
    """The end of a membership: points are forfeited, vouchers cancelled; the ledger and the orders stay."""

    _inherit = "res.partner"

    def _mcrm_erase(self, now):
        # sudo: a member leaves every café at once, whoever does it
        cards_sudo, orders_sudo = self.env["loyalty.card"].sudo(), self.env["pos.order"].sudo()
        mine = [("partner_id", "in", self.ids)]
        cards_sudo.search([*mine, ("mcrm_role", "!=", False)])._mcrm_forfeit(now)
        orders_sudo = orders_sudo.search(mine)
        orders_sudo.filtered(lambda order: order.email or order.mobile).write({"email": False, "mobile": False})
        return super()._mcrm_erase(now)
