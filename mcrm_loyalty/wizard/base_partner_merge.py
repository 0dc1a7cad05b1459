from odoo import fields, models

from ..models.loyalty_program import MEMBER


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _merge_loyalty_cards(self, src_partners, dst_partner):
        """Points of member cards of one person come together in the ledger; the emptied cards are archived."""
        # sudo: merging contacts moves their cards whatever the user may do with cards
        cards_sudo = self.env["loyalty.card"].sudo()
        domain = [("partner_id", "in", (src_partners | dst_partner).ids), ("mcrm_role", "=", MEMBER)]
        for cards in cards_sudo.search(domain, order="id").grouped("program_id").values():
            kept = cards.filtered(lambda card: card.partner_id == dst_partner) or cards[:1]
            for card in cards - kept:
                card._mcrm_merge_into(kept, fields.Datetime.now())
            kept.write({"partner_id": dst_partner.id})
        everything = cards_sudo.with_context(active_test=False)
        everything.search([("partner_id", "in", src_partners.ids), ("mcrm_role", "!=", False)])._mcrm_free_for_merge()
        return super()._merge_loyalty_cards(src_partners, dst_partner)
