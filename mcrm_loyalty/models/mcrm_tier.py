from odoo import api, fields, models

from ..tools import tiers


class McrmTier(models.Model):
    _name = "mcrm.tier"
    _description = "Member Tier"
    _inherit = ("mcrm.terms",)
    _order = "program_id, threshold"

    program_id = fields.Many2one("loyalty.program", "Point Program", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="program_id.company_id", store=True, precompute=True, index=True)
    name = fields.Char(required=True, translate=True, help="What members call it, e.g. “Gold”.")
    threshold = fields.Float(
        "From",
        digits=(16, 2),
        required=True,
        help="Points a member must earn to reach this tier. Spending points does not lower them.",
    )
    multiplier = fields.Float(
        "Points ×", digits=(6, 2), default=1, required=True, help="Members of this tier earn so many times the points."
    )
    color = fields.Char("Colour", default="#B08D57", required=True)
    privileges = fields.Text(translate=True, help="What members of this tier get, as they read it in the app.")
    privilege_ids = fields.Many2many(
        "loyalty.program",
        "mcrm_tier_privilege_rel",
        "tier_id",
        "program_id",
        "Privileges to Show",
        domain="[('mcrm_role', '=', 'privilege')]",
        help="Privileges that members of this tier show as a QR.",
    )
    member_count = fields.Integer("Members", compute="_compute_member_count")

    _threshold_unique = models.UniqueIndex(
        "(program_id, threshold)", "Two tiers cannot begin at the same number of points."
    )
    _threshold_positive = models.Constraint("CHECK (threshold >= 0)", "A tier begins at zero points or more.")
    _multiplier_one = models.Constraint("CHECK (multiplier >= 1)", "Members of a tier earn at least the usual points.")
    _color_hex = models.Constraint(
        "CHECK (color ~ '^#[0-9A-Fa-f]{6}$')", "Choose the colour from the palette, or write it like #B08D57."
    )

    @api.model_create_multi
    def create(self, vals_list):
        created = super().create(vals_list)
        created.program_id._mcrm_review_all(fields.Datetime.now())
        return created

    def write(self, vals):
        result = super().write(vals)
        if {"threshold", "program_id"} & set(vals):
            self.program_id._mcrm_review_all(fields.Datetime.now())
        return result

    def unlink(self):
        programs = self.program_id
        result = super().unlink()
        programs.exists()._mcrm_review_all(fields.Datetime.now())
        return result

    def _compute_member_count(self):
        counts = dict(
            self.env["loyalty.card"]._read_group([("mcrm_tier_id", "in", self.ids)], ["mcrm_tier_id"], ["__count"])
        )
        for tier in self:
            tier.member_count = counts.get(tier, 0)

    def _mcrm_level(self):
        """:return: the tier in plain values (tiers.Level), None for no tier"""
        return tiers.Level(self.id, self.threshold) if self else None
