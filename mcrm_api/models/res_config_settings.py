from odoo import fields, models

from .res_company import COMPANY_PARAMETER


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    mcrm_api_company_id = fields.Many2one("res.company", "Company of New Members", config_parameter=COMPANY_PARAMETER)
    mcrm_whatsapp = fields.Char(related="company_id.mcrm_whatsapp", readonly=False)
    mcrm_sms_codes = fields.Boolean(related="company_id.mcrm_sms_codes", readonly=False)
