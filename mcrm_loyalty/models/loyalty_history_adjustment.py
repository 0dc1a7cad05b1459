from odoo import fields, models

REASONS = [
    ("goodwill", "Goodwill"),
    ("correction", "Correction"),
    ("complaint", "Complaint"),
    ("lost", "Lost points"),
    ("other", "Other"),
]


class LoyaltyHistory(models.Model):
    """Adjustments by hand say why, and who made them."""

    _inherit = "loyalty.history"

    mcrm_reason = fields.Selection(REASONS, "Reason", readonly=True)
    mcrm_explanation = fields.Char("Explanation", readonly=True, help="For the team; members do not see it.")
    mcrm_author_id = fields.Many2one("res.users", "Adjusted By", readonly=True, ondelete="restrict")

    _mcrm_adjustment_whole = models.Constraint(
        "CHECK ((mcrm_reason IS NULL) = (mcrm_author_id IS NULL))", "An adjustment of points needs a reason."
    )
