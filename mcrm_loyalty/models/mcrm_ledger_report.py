from odoo import fields, models
from odoo.tools import SQL


class McrmLedgerReport(models.Model):
    """The ledger of members' points in figures that add up: issued − spent − expired = what is left."""

    _name = "mcrm.ledger.report"
    _description = "Points by Period"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "partner_id"

    date = fields.Datetime("When", readonly=True)
    program_id = fields.Many2one("loyalty.program", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    card_id = fields.Many2one("loyalty.card", readonly=True)
    partner_id = fields.Many2one("res.partner", "Member", readonly=True)
    tier_id = fields.Many2one("mcrm.tier", "Tier Now", readonly=True)
    kind = fields.Selection(selection="_kinds", readonly=True)
    expires_on = fields.Date("Valid Until", readonly=True)
    issued = fields.Float(
        digits=(16, 2), readonly=True, help="Earned, given and adjusted, less what refunds took back."
    )
    spent = fields.Float(digits=(16, 2), readonly=True, help="Spent, less what refunds gave back.")
    expired = fields.Float(digits=(16, 2), readonly=True)
    change = fields.Float("Net Change", digits=(16, 2), readonly=True, help="Issued − spent − expired.")
    outstanding = fields.Float(
        digits=(16, 2), readonly=True, help="What members still have of the points of this period."
    )
    liability = fields.Monetary(
        "Value Outstanding", readonly=True, help="Outstanding points at the program's value of a point."
    )

    def _kinds(self):
        return self.env["loyalty.history"]._fields["mcrm_kind"]._description_selection(self.env)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT entry.id, entry.mcrm_at AS date, card.program_id, card.company_id, program.currency_id,
                   entry.card_id, entry.mcrm_partner_id AS partner_id, card.mcrm_tier_id AS tier_id,
                   entry.mcrm_kind AS kind, entry.mcrm_expires_on AS expires_on, entry.mcrm_points AS change,
                   CASE WHEN entry.mcrm_kind IN ('spend', 'refund_spend', 'expire') THEN 0
                        ELSE entry.mcrm_points END AS issued,
                   CASE WHEN entry.mcrm_kind IN ('spend', 'refund_spend') THEN -entry.mcrm_points ELSE 0 END AS spent,
                   CASE WHEN entry.mcrm_kind = 'expire' THEN -entry.mcrm_points ELSE 0 END AS expired,
                   entry.mcrm_remainder AS outstanding,
                   entry.mcrm_remainder * COALESCE(program.mcrm_point_value, 0) AS liability
              FROM loyalty_history entry
              JOIN loyalty_card card ON card.id = entry.card_id
              JOIN loyalty_program program ON program.id = card.program_id
             WHERE card.mcrm_role = 'member' AND entry.mcrm_kind IS NOT NULL
            """
        )
