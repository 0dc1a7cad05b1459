from odoo import fields, models
from odoo.exceptions import AccessError, ValidationError

from ..tools import ledger


class LoyaltyCardUpdateBalance(models.TransientModel):
    _inherit = "loyalty.card.update.balance"

    def action_update_card_point(self):
        """Members' cards are adjusted through the ledger, by managers only."""
        if not self.card_id.sudo().mcrm_role:
            return super().action_update_card_point()
        if not self.env.user.has_group("mcrm_member.group_manager"):
            raise AccessError(self.env._("Only a manager can adjust points."))
        difference = self.new_balance - self.old_balance
        if self.new_balance < 0 or not difference:
            raise ValidationError(self.env._("The new balance must be zero or more, and another than before."))
        move = ledger.Move(ledger.ADJUST, issued=max(difference, 0), used=max(-difference, 0))
        # sudo: nobody writes balances; who asks was checked above
        self.card_id.sudo()._mcrm_book([move], fields.Datetime.now(), f"adjust:{self.id}", self.description)
        return None
