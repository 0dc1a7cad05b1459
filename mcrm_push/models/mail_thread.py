from odoo import models
from odoo.tools import html2plaintext

# What people and features say to a member. Other types are e-mails by nature.
PUSHED_TYPES = {"notification", "user_notification", "comment", "auto_comment"}


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        recipients = super()._notify_get_recipients(message, msg_vals=msg_vals, **kwargs)
        candidates = [each for each in recipients if self._mcrm_push_concerns(each)]
        if not candidates or self._mcrm_push_type(message, msg_vals) not in PUSHED_TYPES:
            return recipients
        # sudo: who notifies need not see the member file
        partners_sudo = self.env["res.partner"].sudo().browse(each["id"] for each in candidates)
        members_sudo = partners_sudo.filtered("mcrm_member_number")
        reachable_sudo = members_sudo._mcrm_push_reachable(self._mcrm_push_company(message))
        for recipient in candidates:
            recipient["mcrm_member"] = recipient["id"] in members_sudo.ids
            # a file cannot be pushed: such a message still goes by e-mail too
            if recipient["id"] in reachable_sudo.ids and not message.sudo().attachment_ids:
                recipient["notif"] = "mcrm_push"
        return recipients

    def _notify_thread(self, message, msg_vals=False, **kwargs):
        scheduled = self._is_notification_scheduled(kwargs.get("scheduled_date"))
        recipients = super()._notify_thread(message, msg_vals=msg_vals, **kwargs)
        members = [each for each in recipients if each.get("mcrm_member")]
        if members and not scheduled:
            self._notify_thread_by_mcrm_push(message, members, msg_vals=msg_vals)
        return recipients

    def _notify_thread_by_mcrm_push(self, message, members, msg_vals=False):
        """Put a message into the inbox of members and into the outbox for their devices. Nothing is sent here.

        :param mail.message message: what is said
        :param list members: recipients as `_notify_get_recipients` gives them
        """
        # sudo: inbox and outbox belong to the system; the sender cannot read them
        self.env["mcrm.push.message"].sudo().create(
            [{**self._mcrm_push_vals(message, msg_vals), "partner_id": each["id"]} for each in members]
        )
        self.env["mail.notification"].sudo().create(
            [
                {
                    "author_id": message.author_id.id,
                    "mail_message_id": message.id,
                    "res_partner_id": each["id"],
                    "notification_type": "mcrm_push",
                    "notification_status": "sent",
                    "is_read": True,  # not an entry of the backend's own inbox
                }
                for each in members
                if each["notif"] == "mcrm_push"
            ]
        )

    def _mcrm_push_vals(self, message, msg_vals):
        values = msg_vals or {}
        company = self._mcrm_push_company(message)
        # sudo: the sender may write without being allowed to read the message again
        message_sudo = message.sudo()
        body = values.get("body", message_sudo.body)
        return {
            "company_id": company.id,
            "title": values.get("subject") or message_sudo.subject or message_sudo.record_name or company.name,
            "body": html2plaintext(body or "", include_references=False).strip(),
            "deep_link": self._mcrm_push_deep_link(),
            "mail_message_id": message.id,
        }

    def _mcrm_push_deep_link(self):
        """A model says where the guest's app shows a record by a method `_mcrm_deep_link() -> str`.

        :return: the place in the app, or False (str)
        """
        return len(self) == 1 and hasattr(self, "_mcrm_deep_link") and self._mcrm_deep_link()

    def _mcrm_push_company(self, message):
        return message.sudo().record_company_id or self.env.company

    def _mcrm_push_type(self, message, msg_vals):
        return (msg_vals or {}).get("message_type") or message.sudo().message_type

    def _mcrm_push_concerns(self, recipient):
        """Staff who are members too read their notifications in the backend."""
        return recipient["id"] and recipient["share"] and recipient["notif"] == "email"
