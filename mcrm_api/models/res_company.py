from odoo import SUPERUSER_ID, api, fields, models

COMPANY_PARAMETER = "mcrm_api.company_id"
ORIGINS_PARAMETER = "mcrm_api.cors_origins"


class ResCompany(models.Model):
    _inherit = "res.company"

    mcrm_whatsapp = fields.Char("WhatsApp Number", help="Where members can write to, in international form: +62812…")
    mcrm_sms_codes = fields.Boolean(
        "Codes by SMS",
        help="Members prove their phone number and sign in by a code in an SMS. Each costs a credit.",
    )

    @api.model
    def _mcrm_api_company_id(self):
        """:return: id of the company that people without a token deal with (int)"""
        env = self.with_user(SUPERUSER_ID).env  # strangers have no user: this reads one setting for them
        configured = env["ir.config_parameter"].get_param(COMPANY_PARAMETER)
        return int(configured) if configured else env["ir.model.data"]._xmlid_to_res_id("base.main_company")

    @api.model
    def _mcrm_api_origins(self):
        """:return: origins whose web pages may talk to the API (set of str), e.g. ``https://app.example.com``"""
        env = self.with_user(SUPERUSER_ID).env  # as above
        return set((env["ir.config_parameter"].get_param(ORIGINS_PARAMETER) or "").replace(",", " ").split())
