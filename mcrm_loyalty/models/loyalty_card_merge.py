from odoo import api, models

from ..tools import ledger
from .loyalty_program import MEMBER


class LoyaltyCard(models.Model):
    """Two cards of one person become one, through the ledger."""

    _inherit = "loyalty.card"

    @api.model
    def get_loyalty_card_partner_by_code(self, code):
        """The plastic card of a card that was merged into another still names its owner at the till."""
        partner = super().get_loyalty_card_partner_by_code(code)
        if partner:
            return partner
        cards = self.with_context(active_test=False)
        return cards.search([("code", "=", code), ("mcrm_role", "=", MEMBER)], limit=1).partner_id or False

    def _mcrm_merge_into(self, kept, now):
        """Bring points with their days, and what is owed, to another card of the program; then close this one.

        :param kept: the card that stays (loyalty.card)
        :param datetime now: naive UTC
        """
        self.ensure_one()
        (self | kept)._mcrm_lock()
        description = self.env._("Merged from another contact")
        debt = self.mcrm_debt
        leaving = ledger.Move(ledger.ADJUST, used=self.points, forgives=debt)
        # Cut: points past their day end instead of moving
        rows = self._mcrm_book([leaving], now, f"merge:{self.id}:{kept.id}", description, cut=True)
        moves = rows.filtered(lambda row: row.mcrm_kind == ledger.ADJUST)._mcrm_moved()
        if debt:
            moves.append(ledger.Move(ledger.REFUND_EARN, used=debt))
        kept._mcrm_book(moves, now, f"merge:{kept.id}:{self.id}", description)
        kept._mcrm_take_over_tier(self, now)
        self.write({"active": False})

    def _mcrm_free_for_merge(self):
        """Numbers and keys of vouchers are unique for each member, and Odoo deletes what collides."""
        self.write({"mcrm_number": 0, "mcrm_request": False})
