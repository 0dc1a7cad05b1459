from odoo import api, fields, models


class LoyaltyProgram(models.Model):
    """What the points that members hold are worth to the café."""

    _inherit = "loyalty.program"

    mcrm_point_value = fields.Monetary(
        "Value of a Point", help="What one point costs the café when it is spent. Values what members hold."
    )
    mcrm_outstanding = fields.Float("Points Held by Members", digits=(16, 2), compute="_compute_mcrm_outstanding")
    mcrm_liability = fields.Monetary("Value of Points Held", compute="_compute_mcrm_outstanding")

    _mcrm_point_value_positive = models.Constraint(
        "CHECK (COALESCE(mcrm_point_value, 0) >= 0)", "The value of a point cannot be negative."
    )

    @api.depends("mcrm_point_value")
    def _compute_mcrm_outstanding(self):
        groups = self.env["loyalty.card"]._read_group(
            [("program_id", "in", self.ids), ("mcrm_role", "=", "member")], ["program_id"], ["points:sum"]
        )
        held = dict(groups)
        for program in self:
            program.mcrm_outstanding = held.get(program, 0)
            program.mcrm_liability = program.mcrm_outstanding * program.mcrm_point_value

    def action_mcrm_cards(self):
        """Open the members' cards of this program (button)."""
        action = self.env["ir.actions.act_window"]._for_xml_id("mcrm_loyalty.loyalty_card_action_members")
        return {**action, "domain": [("program_id", "in", self.ids)]}

    def action_mcrm_ledger_report(self):
        """Open the figures of this program (button)."""
        action = self.env["ir.actions.act_window"]._for_xml_id("mcrm_loyalty.mcrm_ledger_report_action")
        return {**action, "domain": [("program_id", "in", self.ids)]}
