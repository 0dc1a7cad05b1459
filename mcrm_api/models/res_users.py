from odoo import api, models


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model
    def _mcrm_api_user_id(self):
        """:return: id of the technical user that requests run as (int)"""
        return self.env["ir.model.data"]._xmlid_to_res_model_res_id("mcrm_api.user_api", raise_if_not_found=True)[1]
