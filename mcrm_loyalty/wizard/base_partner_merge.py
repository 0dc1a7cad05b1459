from odoo import fields, models

from ..tools import ledger
from ..tools.ledger import ADJUST


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _merge_loyalty_cards(self, src_partners, dst_partner):
        """Points of two member cards of one person come together in the ledger; the emptied card is archived."""
        # sudo: merging contacts moves their cards whatever the user may do with cards
        cards_sudo = self.env["loyalty.card"].sudo()
        domain = [("partner_id", "in", (src_partners | dst_partner).ids), ("mcrm_role", "=", "member")]
        for cards in cards_sudo.search(domain).grouped("program_id").values():
            kept = cards.filtered(lambda card: card.partner_id == dst_partner) or cards[:1]
            for card in cards - kept:
                self._mcrm_merge_card(card, kept)
            kept.write({"partner_id": dst_partner.id})
        return super()._merge_loyalty_cards(src_partners, dst_partner)

    def _mcrm_merge_card(self, card, kept):
        now, amount = fields.Datetime.now(), card.points
        description = self.env._("Merged from another contact")
        if amount:
            card._mcrm_book([ledger.Move(ADJUST, used=amount)], now, f"merge:{card.id}:{kept.id}", description)
            kept._mcrm_book([ledger.Move(ADJUST, issued=amount)], now, f"merge:{kept.id}:{card.id}", description)
        card.write({"active": False})
