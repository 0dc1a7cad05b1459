import base64

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    mcrm_fcm_project = fields.Char(related="company_id.mcrm_fcm_project")
    mcrm_fcm_file = fields.Binary(
        "Service Account Key",
        groups="base.group_system",
        help="The JSON file from the Firebase console: Project settings, Service accounts, Generate new private key.",
    )

    def set_values(self):
        result = super().set_values()
        # the key comes in here and never goes out again
        if self.env.user.has_group("base.group_system") and self.mcrm_fcm_file:
            text = base64.b64decode(self.mcrm_fcm_file).decode("utf-8", errors="replace")
            self.company_id.mcrm_fcm_service_account = text
            self.mcrm_fcm_file = False
        return result

    def action_mcrm_fcm_forget(self):
        """Forget the Firebase key: members are written to by e-mail again."""
        self.company_id.mcrm_fcm_service_account = False
        return {"type": "ir.actions.client", "tag": "reload"}
