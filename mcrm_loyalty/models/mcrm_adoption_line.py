from odoo import fields, models

OUTCOMES = [
    ("opened", "Balance carried over"),
    ("collected", "Took over other cards"),
    ("merged", "Merged into the oldest card"),
    ("zeroed", "Negative balance set to zero"),
    ("anonymous", "Without a member"),
    ("empty", "Nothing on it"),
    ("available", "Can be used"),
    ("used", "Used"),
]


class McrmAdoptionLine(models.Model):
    _name = "mcrm.adoption.line"
    _description = "Adopted Card"
    _order = "id"
    _rec_name = "card_id"

    adoption_id = fields.Many2one("mcrm.adoption", required=True, readonly=True, ondelete="cascade")
    card_id = fields.Many2one("loyalty.card", readonly=True, ondelete="cascade", index=True)
    code = fields.Char(related="card_id.code")
    company_id = fields.Many2one(related="adoption_id.company_id")
    partner_id = fields.Many2one("res.partner", "Member", readonly=True, ondelete="set null", index="btree_not_null")
    kept_card_id = fields.Many2one("loyalty.card", "Merged Into", readonly=True, ondelete="cascade")
    outcome = fields.Selection(OUTCOMES, required=True, readonly=True)
    before = fields.Float(digits=(16, 2), readonly=True)
    after = fields.Float(digits=(16, 2), readonly=True)

    _once = models.UniqueIndex("(adoption_id, card_id)", "A card is adopted once.")
