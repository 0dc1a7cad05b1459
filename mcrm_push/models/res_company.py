from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..services.fcm import ENDPOINT, FcmClient
from ..tools import service_account

ENDPOINT_PARAMETER = "mcrm_push.fcm_endpoint"


class ResCompany(models.Model):
    _inherit = "res.company"

    mcrm_fcm_service_account = fields.Text(
        "Firebase Service Account",
        copy=False,
        groups="base.group_system",
        help="The JSON key with which push messages are sent. It never leaves the server.",
    )
    mcrm_fcm_project = fields.Char(
        "Firebase Project", compute="_compute_mcrm_fcm_project", compute_sudo=True, groups="base.group_system"
    )

    @api.depends("mcrm_fcm_service_account")
    def _compute_mcrm_fcm_project(self):
        for company in self:
            text = company.mcrm_fcm_service_account
            company.mcrm_fcm_project = text and service_account.parse(text)["project_id"]

    @api.constrains("mcrm_fcm_service_account")
    def _check_mcrm_fcm_service_account(self):
        for company in self:
            if not company.mcrm_fcm_service_account:
                continue
            try:
                FcmClient(service_account.parse(company.mcrm_fcm_service_account))
            except ValueError as error:
                message = self.env._("This is not the key of a Firebase service account.")
                raise ValidationError(message) from error

    def _mcrm_can_push(self):
        """:return: whether push messages can leave this company (bool)"""
        # sudo: whoever causes a notification, the key itself is read by the system only
        return bool(self.sudo().mcrm_fcm_service_account)

    def _mcrm_fcm_client(self):
        """:return: a connection for the worker; opens nothing yet (FcmClient)"""
        self.ensure_one()
        # sudo: the worker is the system
        company_sudo = self.sudo()
        endpoint = company_sudo.env["ir.config_parameter"].get_param(ENDPOINT_PARAMETER) or ENDPOINT
        return FcmClient(service_account.parse(company_sudo.mcrm_fcm_service_account), endpoint)
