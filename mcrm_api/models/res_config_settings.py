from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .res_company import COMPANY_PARAMETER, ORIGINS_PARAMETER


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    mcrm_api_company_id = fields.Many2one("res.company", "Company of New Members", config_parameter=COMPANY_PARAMETER)
    mcrm_api_cors_origins = fields.Char("Allowed Web Pages", config_parameter=ORIGINS_PARAMETER)
    mcrm_whatsapp = fields.Char(related="company_id.mcrm_whatsapp", readonly=False)
    mcrm_sms_codes = fields.Boolean(related="company_id.mcrm_sms_codes", readonly=False)

    @api.constrains("mcrm_api_cors_origins")
    def _check_mcrm_api_cors_origins(self):
        for origin in (self.mcrm_api_cors_origins or "").replace(",", " ").split():
            parts = urlsplit(origin)
            if parts.scheme not in ("http", "https") or origin != f"{parts.scheme}://{parts.netloc}":
                message = self.env._(
                    "%(origin)s cannot be used. Write it like https://app.example.com, with nothing after it.",
                    origin=origin,
                )
                raise ValidationError(message)
