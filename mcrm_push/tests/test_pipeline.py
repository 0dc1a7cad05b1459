from datetime import timedelta
from unittest.mock import patch

from odoo.tests import TransactionCase, tagged

from .common import NOW, PushBuilders, make_device


@tagged("post_install", "-at_install")
class TestPipeline(PushBuilders, TransactionCase):
    def notify(self, partners=None, record=None, **kwargs):
        record = self.env["res.partner"].create({"name": "Table 4"}) if record is None else record
        partners = self.member if partners is None else partners
        vals = {"subject": "Ready", "body": "Your coffee is ready.", **kwargs}
        return record.message_notify(partner_ids=partners.ids, **vals)

    def mailed(self, message):
        return self.env["mail.mail"].search([("mail_message_id", "=", message.id)]).recipient_ids

    def test_a_member_with_a_device_gets_a_push_and_no_email(self):
        device = make_device(self.member)
        message = self.notify()
        self.assertFalse(self.mailed(message))
        entry = self.messages(self.member)
        self.assertRecordValues(
            entry,
            [{"title": "Ready", "body": "Your coffee is ready.", "purpose": "transactional", "read_at": False}],
        )
        self.assertEqual((entry.delivery_ids.device_id, entry.delivery_ids.state), (device, "queued"))
        self.assertEqual(message.notification_ids.notification_type, "mcrm_push")

    def test_each_device_of_the_member_gets_its_delivery(self):
        make_device(self.member)
        make_device(self.member, "token-2", platform="ios")
        self.notify()
        self.assertEqual(len(self.messages(self.member).delivery_ids), 2)

    def test_a_member_without_a_device_gets_the_inbox_entry_and_the_email(self):
        message = self.notify()
        self.assertEqual(self.mailed(message), self.member)
        self.assertEqual(self.messages(self.member).title, "Ready")
        self.assertFalse(self.messages(self.member).delivery_ids)

    def test_a_device_that_nothing_is_sent_to_does_not_replace_the_email(self):
        make_device(self.member, kind="webpush", platform="web")
        self.assertEqual(self.mailed(self.notify()), self.member)

    def test_without_credentials_everybody_gets_the_email(self):
        make_device(self.member)
        self.company.mcrm_fcm_service_account = False
        self.assertEqual(self.mailed(self.notify()), self.member)
        self.assertFalse(self.messages(self.member).delivery_ids)

    def test_members_with_and_without_a_device_in_one_notification(self):
        make_device(self.member)
        message = self.notify(self.member + self.other)
        self.assertEqual(self.mailed(message), self.other)
        self.assertTrue(self.messages(self.member) and self.messages(self.other))

    def test_who_is_no_member_gets_the_email_only(self):
        stranger = self.env["res.partner"].create({"name": "Guest", "email": "guest@example.com"})
        message = self.notify(stranger)
        self.assertEqual(self.mailed(message), stranger)
        self.assertFalse(self.messages(stranger))

    def test_staff_who_are_members_read_in_the_backend(self):
        staff = self.cashier.partner_id
        staff._mcrm_enrol(NOW.date())
        make_device(staff)
        self.notify(staff)
        self.assertFalse(self.messages(staff))

    def test_a_file_still_goes_by_email(self):
        make_device(self.member)
        message = self.notify(attachments=[("bill.txt", b"25000")])
        self.assertEqual(self.mailed(message), self.member)
        self.assertTrue(self.messages(self.member).delivery_ids)

    def test_a_cashier_who_may_not_read_messages_can_cause_one(self):
        make_device(self.member)
        record = self.env["res.partner"].create({"name": "Table 4"})
        self.notify(record=record.with_user(self.cashier))
        self.assertTrue(self.messages(self.member).delivery_ids)

    def test_a_posted_message_reaches_following_members(self):
        make_device(self.member)
        record = self.env["res.partner"].create({"name": "Table 4"})
        record.message_subscribe(self.member.ids)
        record.message_post(body="We open at eight.", subtype_xmlid="mail.mt_comment")
        entry = self.messages(self.member)
        self.assertEqual((entry.title, entry.body), ("Table 4", "We open at eight."))

    def test_an_internal_note_reaches_nobody(self):
        record = self.env["res.partner"].create({"name": "Table 4"})
        record.message_subscribe(self.member.ids)
        record.message_post(body="They never tip.", subtype_xmlid="mail.mt_note")
        self.assertFalse(self.messages(self.member))

    def test_a_scheduled_message_waits(self):
        make_device(self.member)
        record = self.env["res.partner"].create({"name": "Table 4"})
        later = self.env.cr.now().replace(tzinfo=None) + timedelta(hours=1)
        record.message_subscribe(self.member.ids)
        record.message_post(body="Later", subtype_xmlid="mail.mt_comment", scheduled_date=later)
        self.assertFalse(self.messages(self.member))
        schedules = self.env["mail.message.schedule"].search([("mail_message_id.res_id", "=", record.id)])
        schedules._send_notifications()
        self.assertEqual(self.messages(self.member).body, "Later")

    def test_a_model_says_where_the_app_shows_its_record(self):
        partner_class = self.env.registry["res.partner"]
        with patch.object(partner_class, "_mcrm_deep_link", lambda _self: "/tables/4", create=True):
            self.notify()
        self.assertEqual(self.messages(self.member).deep_link, "/tables/4")

    def test_a_notification_without_record_is_pushed_too(self):
        make_device(self.member)
        self.env["mail.thread"].message_notify(partner_ids=self.member.ids, subject="Hi", body="There")
        self.assertEqual(self.messages(self.member).title, "Hi")

    def test_the_worker_is_woken_and_nothing_is_sent_in_the_transaction(self):
        make_device(self.member)
        triggers = self.env["ir.cron.trigger"]
        mine = [("cron_id", "=", self.env.ref("mcrm_push.ir_cron_send").id)]
        before = triggers.search_count(mine)
        self.notify()
        self.assertEqual(triggers.search_count(mine), before + 1)
        self.assertEqual(self.messages(self.member).delivery_ids.attempts, 0)

    def test_the_inbox_is_read_page_by_page_and_only_by_its_owner(self):
        first, second, third = (self.make_message(title=title) for title in ("1", "2", "3"))
        foreign = self.make_message(self.other)
        inbox = self.env["mcrm.push.message"]
        self.assertEqual(inbox._mcrm_inbox(self.member, 2), third + second)
        self.assertEqual(inbox._mcrm_inbox(self.member, 2, second.id), first)
        inbox._mcrm_mark_read(self.member, NOW, ids=[first.id, foreign.id])
        self.assertEqual((first.read_at, foreign.read_at), (NOW, False))
        inbox._mcrm_mark_read(self.member, NOW + timedelta(hours=1), up_to=second.id)
        self.assertEqual((first.read_at, second.read_at), (NOW, NOW + timedelta(hours=1)))
        self.assertEqual(inbox._mcrm_unread_count(self.member), 1)
