from odoo import models


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def _mcrm_notify_member(self, partner, subject, body, **values):
        """Tell a member something about this record, wherever messages reach them.

        An e-mail goes through the queue: no till and no phone waits for a mail server.

        :param partner: the member (res.partner)
        :param str subject: in the member's language
        :param str body: in the member's language
        :param values: what else `message_notify` takes
        """
        queued = self.with_context(mail_notify_force_send=False)
        queued.message_notify(partner_ids=partner.ids, subject=subject, body=body, **values)
        # sudo: crons belong to the system
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
