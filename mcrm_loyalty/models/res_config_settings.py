from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    mcrm_loyalty_user_id = fields.Many2one(related="company_id.mcrm_loyalty_user_id", readonly=False)
    pos_mcrm_hold_minutes = fields.Integer(related="pos_config_id.mcrm_hold_minutes", readonly=False)
