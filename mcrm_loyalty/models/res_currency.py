from odoo import models
from odoo.tools import format_amount


class ResCurrency(models.Model):
    _inherit = "res.currency"

    def _mcrm_price(self, amount):
        """:return: ``Rp25.000``, ``−Rp5.000``: as people write prices (str)"""
        self.ensure_one()
        # without decimals Odoo takes the zeroes of the thousands for trailing ones
        is_bare = self.decimal_places and amount == int(amount)
        text = format_amount(self.env, abs(amount), self, trailing_zeroes=not is_bare)
        return ("\N{MINUS SIGN}" if amount < 0 else "") + text.replace("\N{NO-BREAK SPACE}", "")
