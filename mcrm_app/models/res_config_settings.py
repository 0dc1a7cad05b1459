from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    mcrm_brand_color = fields.Char(related="company_id.mcrm_brand_color", readonly=False)
    mcrm_app_short_name = fields.Char(related="company_id.mcrm_app_short_name", readonly=False)
