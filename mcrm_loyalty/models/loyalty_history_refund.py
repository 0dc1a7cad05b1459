from odoo import models

from ..tools import ledger, reversal


class LoyaltyHistory(models.Model):
    """Undoing rows: a refund adds rows that answer those of the sale."""

    _inherit = "loyalty.history"

    def _mcrm_card_now(self):
        """:return: the card on which a row is undone (loyalty.card): contacts may have been merged meanwhile"""
        self.ensure_one()
        card = self.card_id
        if card.active or not self.mcrm_partner_id:
            return card
        return card.program_id._mcrm_find_card(self.mcrm_partner_id) or card

    def _mcrm_answers(self, kind):
        self.ensure_one()
        return self.search([("mcrm_origin_id", "=", self.id), ("mcrm_kind", "=", kind)])

    def _mcrm_take_back(self, share):
        """Undo earned points: those of this very row first.

        :param float share: part of the sale that came back, over all refunds
        :return: the move (list of ledger.Move), none when there is nothing left to undo
        """
        taken = self._mcrm_answers(ledger.REFUND_EARN)
        undone = sum(taken.mapped("used")) + sum(taken.mapped("mcrm_debt"))
        lost = sum(self._mcrm_answers(ledger.EXPIRE).mapped("used"))
        points = reversal.reversal(self.issued, share, undone, lost)
        qualifying = reversal.reversal(self.mcrm_qualifying, share, -sum(taken.mapped("mcrm_qualifying")))
        if not points and not qualifying:
            return []
        move = ledger.Move(ledger.REFUND_EARN, used=points, qualifying=-qualifying, origin=self.id, first_lot=self.id)
        return [move]

    def _mcrm_moved(self):
        """:return: moves that issue elsewhere what these rows used, good until the same days (list of ledger.Move)"""
        parts = [part for row in self for part in row.mcrm_allocation or []]
        ends = {lot.id: lot.mcrm_expires_on or None for lot in self.browse(lot_id for lot_id, _points in parts)}
        return [ledger.Move(ledger.ADJUST, issued=points, expires_on=ends[lot_id]) for lot_id, points in parts]

    def _mcrm_give_back(self, share):
        """Undo spent points: they go back to where they came from.

        :param float share: part of the rewards that came back, over all refunds
        :return: the move (list of ledger.Move), none when there is nothing left to undo
        """
        given = self._mcrm_answers(ledger.REFUND_SPEND)
        points = reversal.reversal(self.used, share, sum(given.mapped("issued")))
        if not points:
            return []
        taken = self.mcrm_allocation or []
        ends = {lot.id: lot.mcrm_expires_on or None for lot in self.browse(lot_id for lot_id, _points in taken)}
        lots = reversal.restorable(taken, [row.mcrm_allocation or [] for row in given], ends)
        return [ledger.Move(ledger.REFUND_SPEND, issued=points, origin=self.id, restore=lots)]
