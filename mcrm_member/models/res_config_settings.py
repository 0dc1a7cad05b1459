from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    mcrm_qr_policy = fields.Selection(related="company_id.mcrm_qr_policy", readonly=False, required=True)
