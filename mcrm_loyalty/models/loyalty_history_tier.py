from odoo import fields, models


class LoyaltyHistory(models.Model):
    _inherit = "loyalty.history"

    mcrm_qualifying = fields.Float(
        "Qualifying Points",
        digits=(16, 2),
        readonly=True,
        help="What the row counts for tiers: points earned before the tier's multiplier, less those taken back.",
    )

    _mcrm_qualifying_index = models.Index("(card_id, mcrm_at) INCLUDE (mcrm_qualifying) WHERE mcrm_qualifying <> 0")
