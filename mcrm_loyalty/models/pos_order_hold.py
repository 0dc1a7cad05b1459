from odoo import api, fields, models

from .pos_order_settlement import FROM_TILL


class PosOrder(models.Model):
    """Cards on an order's reward lines are held for it as long as it is open."""

    _inherit = "pos.order"

    @api.model
    def _process_order(self, order, existing_order):
        """What a till saves of an open order says which cards it needs."""
        order_id = super()._process_order(order, existing_order)
        saved = self.browse(order_id)
        if saved.state == "draft" and saved.source == FROM_TILL:
            saved._mcrm_update_holds(fields.Datetime.now())
        return order_id

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state", "draft") != "draft":
            self._mcrm_release_holds()
        return result

    def unlink(self):
        self._mcrm_release_holds()
        return super().unlink()

    def _mcrm_release_holds(self):
        uuids = [uuid for uuid in self.mapped("uuid") if uuid]
        if uuids:
            # sudo: cashiers do not write cards; an order may only give back what it held
            self.env["loyalty.card"].sudo()._mcrm_release_orders(uuids)

    def _mcrm_update_holds(self, now):
        """Hold the cards that are on the reward lines, give back those that no longer are.

        A card that another order holds is left there: the till hears of it before the payment.

        :param datetime now: naive UTC
        """
        self.ensure_one()
        cards = self._mcrm_redeemed_cards()
        self.config_id._mcrm_hold_cards(self.uuid, cards, now)

    def _mcrm_redeemed_cards(self):
        """:return: the cards that the reward lines would use (loyalty.card)"""
        cards = self.env["loyalty.card"]
        return cards.union(*(self._mcrm_redeemed_card(lines) for lines in self.lines._mcrm_redemptions()))
