from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.mail.models.mail_mail import MailMail

from .common import MemberCase


@tagged("post_install", "-at_install")
class TestMailThread(MemberCase):
    def test_telling_a_member_leaves_the_mail_to_the_queue(self):
        self.member.email = "sari@example.com"
        with patch.object(MailMail, "send") as send:
            self.member._mcrm_notify_member(self.member, "Your table", "See you at seven.")
            self.env.cr.postcommit.run()
        send.assert_not_called()
        mail = self.env["mail.mail"].sudo().search([("recipient_ids", "in", self.member.ids)])
        self.assertEqual((len(mail), mail.state, mail.subject), (1, "outgoing", "Your table"))
