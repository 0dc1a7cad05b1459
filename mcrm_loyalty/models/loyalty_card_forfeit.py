from odoo import models

from ..tools.ledger import ADJUST, Move
from .loyalty_card import AVAILABLE, CANCELLED, HELD
from .loyalty_program import MEMBER


class LoyaltyCard(models.Model):
    _inherit = "loyalty.card"

    def _mcrm_forfeit(self, now):
        """The owner gives up what is on these cards.

        :param datetime now: naive UTC
        """
        self.filtered(lambda card: card.mcrm_state in (AVAILABLE, HELD)).write({"mcrm_state": CANCELLED})
        description = self.env._("Forfeited: the membership has ended")
        for card in self.filtered(lambda card: card.mcrm_role == MEMBER and card.points > 0):
            card._mcrm_book([Move(ADJUST, used=card.points)], now, f"forfeit:{card.id}:{now}", description, cut=True)
