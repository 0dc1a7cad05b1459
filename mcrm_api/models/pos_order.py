from odoo import models


class PosOrder(models.Model):
    _inherit = "pos.order"

    def _mcrm_nota(self):
        """The e-nota with the table at which it was eaten: loyalty knows of no restaurant.

        :return: as in loyalty, `table` being the number (str) or None
        """
        number = self.table_id.table_number
        return {**super()._mcrm_nota(), "table": str(number) if number else None}
