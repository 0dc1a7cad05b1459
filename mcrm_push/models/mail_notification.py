from odoo import fields, models


class MailNotification(models.Model):
    _inherit = "mail.notification"

    notification_type = fields.Selection(selection_add=[("mcrm_push", "Push")], ondelete={"mcrm_push": "cascade"})
