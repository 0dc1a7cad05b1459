from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ..models.loyalty_history_adjustment import REASONS
from ..tools import ledger
from ..tools.points import round_points


class LoyaltyCardUpdateBalance(models.TransientModel):
    _inherit = "loyalty.card.update.balance"

    mcrm_role = fields.Selection(related="card_id.mcrm_role")
    mcrm_debt = fields.Float(related="card_id.mcrm_debt")
    mcrm_seen_balance = fields.Float(
        "Balance When Opened",
        digits=(16, 2),
        compute="_compute_mcrm_seen_balance",
        store=True,
        readonly=False,
        precompute=True,
    )
    mcrm_reason = fields.Selection(REASONS, "Reason")

    @api.depends("card_id")
    def _compute_mcrm_seen_balance(self):
        """The balance when the window was opened."""
        for adjustment in self:
            adjustment.mcrm_seen_balance = adjustment.card_id.points

    def action_update_card_point(self):
        """Members' cards are adjusted through the ledger, by managers only."""
        if not self.card_id.sudo().mcrm_role:
            return super().action_update_card_point()
        if not self.env.user.has_group("mcrm_member.group_manager"):
            raise AccessError(self.env._("Only a manager can adjust points."))
        self._mcrm_check()
        self._mcrm_adjust(fields.Datetime.now())
        return {"type": "ir.actions.act_window_close"}

    def _mcrm_check(self):
        if not self.mcrm_reason or not (self.description or "").strip():
            raise ValidationError(self.env._("Choose a reason and explain it in a few words."))
        if self.new_balance < 0 or not self._mcrm_difference():
            raise ValidationError(self.env._("The new balance must be zero or more, and another than before."))
        if round_points(self.card_id.points - self.mcrm_seen_balance):
            raise ValidationError(self.env._("The balance has changed meanwhile. Close this window and look again."))

    def _mcrm_difference(self):
        return round_points(self.new_balance - self.mcrm_seen_balance)

    def _mcrm_adjust(self, now):
        difference = self._mcrm_difference()
        move = ledger.Move(ledger.ADJUST, issued=max(difference, 0), used=max(-difference, 0))
        labels = dict(self._fields["mcrm_reason"]._description_selection(self.env))
        details = {
            "mcrm_reason": self.mcrm_reason,
            "mcrm_explanation": self.description.strip(),
            "mcrm_author_id": self.env.uid,
        }
        # sudo: nobody writes balances; who asks was checked above
        card_sudo = self.card_id.sudo()
        card_sudo._mcrm_book([move], now, f"adjust:{self.id}", labels[self.mcrm_reason], details=details)
