from odoo import api, fields, models

from .loyalty_program import VOUCHER_ROLES


class LoyaltyCard(models.Model):
    """What the screens of a member's card show and open."""

    _inherit = "loyalty.card"

    mcrm_entry_ids = fields.One2many("loyalty.history", "card_id", "Ledger", domain=[("mcrm_kind", "!=", False)])
    mcrm_former_ids = fields.One2many(
        "loyalty.history", "card_id", "History from Before", domain=[("mcrm_kind", "=", False)]
    )
    mcrm_value = fields.Monetary("Worth", compute="_compute_mcrm_value")
    mcrm_expiring = fields.Float("Expires Next", digits=(16, 2), compute="_compute_mcrm_expiring")
    mcrm_expiring_on = fields.Date("Valid Until", compute="_compute_mcrm_expiring")
    mcrm_order_count = fields.Integer("Purchases", compute="_compute_mcrm_counts")
    mcrm_voucher_count = fields.Integer("Vouchers", compute="_compute_mcrm_counts")

    @api.depends("points", "program_id.mcrm_point_value")
    def _compute_mcrm_value(self):
        for card in self:
            card.mcrm_value = card.points * card.program_id.mcrm_point_value

    @api.depends("mcrm_entry_ids.mcrm_remainder", "mcrm_entry_ids.mcrm_expires_on")
    def _compute_mcrm_expiring(self):
        """The points that end first."""
        domain = [("card_id", "in", self.ids), ("mcrm_remainder", ">", 0), ("mcrm_expires_on", "!=", False)]
        groups = self.env["loyalty.history"]._read_group(
            domain, ["card_id", "mcrm_expires_on:day"], ["mcrm_remainder:sum"], order="mcrm_expires_on:day desc"
        )
        first = {card: (day, points) for card, day, points in groups}
        for card in self:
            card.mcrm_expiring_on, card.mcrm_expiring = first.get(card, (False, 0))

    @api.depends("partner_id")
    def _compute_mcrm_counts(self):
        for card in self:
            card.mcrm_order_count = self.env["pos.order"].search_count(card._mcrm_orders_domain())
            card.mcrm_voucher_count = self.env["loyalty.card"].search_count(card._mcrm_vouchers_domain())

    def action_loyalty_update_balance(self):
        """Adjusting starts from what is there; Odoo starts from zero."""
        action = super().action_loyalty_update_balance()
        if self.mcrm_role:
            action["context"] = {**action["context"], "default_new_balance": self.points}
        return action

    def action_mcrm_orders(self):
        """Open the purchases of this member (button)."""
        action = self.env["ir.actions.act_window"]._for_xml_id("point_of_sale.action_pos_pos_form")
        return {**action, "domain": self._mcrm_orders_domain(), "context": {"create": False}}

    def action_mcrm_vouchers(self):
        """Open the vouchers of this member (button)."""
        action = self.env["ir.actions.act_window"]._for_xml_id("mcrm_loyalty.loyalty_card_action_vouchers")
        return {**action, "domain": self._mcrm_vouchers_domain(), "context": {"create": False}}

    def _mcrm_orders_domain(self):
        states = ("paid", "done", "invoiced")
        return [("partner_id", "=", self.partner_id.id), ("partner_id", "!=", False), ("state", "in", states)]

    def _mcrm_vouchers_domain(self):
        return [
            ("partner_id", "=", self.partner_id.id),
            ("partner_id", "!=", False),
            ("mcrm_role", "in", VOUCHER_ROLES),
        ]
