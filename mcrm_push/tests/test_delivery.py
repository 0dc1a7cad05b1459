from datetime import timedelta

from odoo.tests import TransactionCase, tagged

from ..models.mcrm_push_delivery import LEASE, OPEN_STATES
from ..tools.outcome import MAX_ATTEMPTS, Reply
from .common import PushBuilders, make_device

GONE = '{"error": {"status": "NOT_FOUND", "details": [{"errorCode": "UNREGISTERED"}]}}'


@tagged("post_install", "-at_install")
class TestDelivery(PushBuilders, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # whatever else waits in this database
        cls.env["mcrm.push.delivery"].search([("state", "in", OPEN_STATES)]).unlink()
        cls.device = make_device(cls.member)
        cls.message = cls.env["mcrm.push.message"].create(
            {"partner_id": cls.member.id, "title": "Hello", "body": "Coffee", "deep_link": "/vouchers/3"}
        )
        cls.delivery = cls.message.delivery_ids
        cls.now = cls.delivery.due_at

    def lease(self, after=0, **options):
        now = self.now + timedelta(seconds=after)
        return self.env["mcrm.push.delivery"]._mcrm_lease(self.company, now, **options)

    def record(self, status, body="", retry_after=None, after=0):
        reply = Reply(self.delivery.id, status, body, retry_after)
        self.delivery._mcrm_record([reply], self.now + timedelta(seconds=after))

    def test_what_is_leased_tells_all_that_sending_needs(self):
        [push] = self.lease()
        self.assertEqual((push.token, push.title, push.body), ("token-1", "Hello", "Coffee"))
        self.assertEqual(push.data["deep_link"], "/vouchers/3")
        self.assertEqual(push.data["message_id"], str(self.message.id))
        self.assertEqual(push.ttl, 24 * 3600)
        self.assertEqual((self.delivery.state, self.delivery.attempts), ("sending", 1))

    def test_a_lease_is_exclusive_until_it_ends(self):
        self.lease()
        self.assertFalse(self.lease(after=LEASE.total_seconds() - 1))
        self.assertEqual(len(self.lease(after=LEASE.total_seconds())), 1)
        self.assertEqual(self.delivery.attempts, 2)

    def test_the_longest_waiting_go_first_and_no_more_than_asked(self):
        later = self.make_message()
        later.delivery_ids.due_at = self.now + timedelta(seconds=1)
        self.assertEqual([push.delivery_id for push in self.lease(after=2, limit=1)], self.delivery.ids)

    def test_sent_is_sent(self):
        self.lease()
        self.record(200)
        self.assertEqual((self.delivery.state, self.delivery.sent_at), ("sent", self.now))
        self.assertFalse(self.lease(after=7200))

    def test_a_device_that_is_gone_is_forgotten_and_the_message_stays(self):
        waiting = self.make_message().delivery_ids
        self.lease(limit=1)
        self.record(404, GONE)
        self.assertFalse(self.device.exists())
        self.assertEqual((self.delivery.state, self.delivery.error), ("gone", "UNREGISTERED"))
        self.assertEqual(waiting.state, "gone")
        self.assertTrue(self.message.exists())

    def test_a_busy_service_is_asked_again_when_it_says(self):
        self.lease()
        self.record(429, retry_after="600")
        self.assertEqual((self.delivery.state, self.delivery.error), ("queued", "HTTP_429"))
        self.assertGreaterEqual(self.delivery.due_at, self.now + timedelta(seconds=600))
        self.assertLessEqual(self.delivery.due_at, self.now + timedelta(seconds=660))

    def test_it_gives_up_after_the_last_attempt(self):
        self.lease()
        self.delivery.attempts = MAX_ATTEMPTS
        self.record(500)
        self.assertEqual((self.delivery.state, self.delivery.error), ("failed", "HTTP_500"))

    def test_what_takes_its_workers_down_is_not_tried_for_ever(self):
        self.lease()
        self.delivery.attempts = MAX_ATTEMPTS
        self.assertFalse(self.lease(after=LEASE.total_seconds()))
        self.assertEqual(self.delivery.state, "failed")

    def test_what_is_too_old_is_not_sent(self):
        self.assertFalse(self.lease(after=24 * 3600))
        self.assertEqual(self.delivery.state, "expired")

    def test_a_late_failure_does_not_undo_a_success(self):
        self.lease()
        self.record(200)
        self.record(503)
        self.assertEqual(self.delivery.state, "sent")

    def test_another_company_sends_nothing_of_ours(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.assertFalse(self.env["mcrm.push.delivery"]._mcrm_lease(other, self.now))

    def test_a_manager_tries_again_what_failed(self):
        self.lease()
        self.record(400)
        self.assertEqual(self.delivery.state, "failed")
        self.delivery.with_user(self.manager).action_retry()
        self.assertEqual((self.delivery.state, self.delivery.attempts), ("queued", 0))
