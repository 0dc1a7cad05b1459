import contextlib
import json
import threading
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import DummyRLock, Registry
from odoo.tests import BaseCase, get_db_name, tagged

from ..models.mcrm_push_delivery import McrmPushDelivery
from ..models.res_company import ENDPOINT_PARAMETER
from .common import fake_fcm, make_device

DEVICES = 40


class Killed(BaseException):
    """Stands for the death of the worker's process."""


@tagged("post_install", "-at_install")
class TestWorker(BaseCase):
    """Real cursors, real commits, a real server at the other end; what they leave is removed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry = Registry(get_db_name())
        # the main thread holds this lock while it runs tests: other threads could not open an environment
        cls.startClassPatcher(patch.object(Registry, "_lock", DummyRLock()))

    def setUp(self):
        super().setUp()
        self.on_send = lambda message: None
        self.fcm = self.enterContext(fake_fcm.FakeFcm(on_send=lambda message: self.on_send(message)))
        with self.environment() as env:
            self.before = env.company.mcrm_fcm_service_account
            env.company.mcrm_fcm_service_account = json.dumps(self.fcm.account)
            env["ir.config_parameter"].set_param(ENDPOINT_PARAMETER, self.fcm.endpoint)
            partner = env["res.partner"].create({"name": "Pushed"})
            partner._mcrm_enrol(env.cr.now().date())
            for number in range(DEVICES):
                make_device(partner, f"worker-{number}")
            message = env["mcrm.push.message"].create({"partner_id": partner.id, "title": "Hi", "body": "Kopi ☕"})
            self.partner, self.message = partner.id, message.id
        self.addCleanup(self.remove)

    def remove(self):
        with self.environment() as env:
            env.company.mcrm_fcm_service_account = self.before
            env["ir.config_parameter"].set_param(ENDPOINT_PARAMETER, False)
            env["res.partner"].browse(self.partner).unlink()

    @contextlib.contextmanager
    def environment(self):
        with self.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    def work(self, **options):
        with self.environment() as env:
            env["mcrm.push.delivery"]._cron_send(**options)

    def states(self):
        """:return: how many deliveries are in each state (dict)"""
        with self.environment() as env:
            groups = env["mcrm.push.delivery"]._read_group([("message_id", "=", self.message)], ["state"], ["__count"])
            return dict(groups)

    def arrivals(self):
        """:return: what arrived of this test, whatever else waits in this database (list)"""
        return [message for message in self.fcm.received if message.token.startswith("worker-")]

    def tokens(self):
        """:return: device tokens, as often as something arrived (list)"""
        return sorted(message.token for message in self.arrivals())

    def expire_leases(self):
        with self.environment() as env:
            env.cr.execute("UPDATE mcrm_push_delivery SET due_at = due_at - interval '1 hour' WHERE state = 'sending'")

    def test_each_device_gets_the_message_once(self):
        self.work(limit=15)
        self.work()
        self.assertEqual(self.states(), {"sent": DEVICES})
        self.assertEqual(len(set(self.tokens())), DEVICES)
        self.assertEqual(len(self.arrivals()), DEVICES)
        message = self.arrivals()[0]
        self.assertEqual((message.notification.title, message.notification.body), ("Hi", "Kopi ☕"))
        self.assertEqual(message.android.collapse_key, f"mcrm-{self.message}")
        self.assertEqual(message.android.collapse_key, message.apns.headers["apns-collapse-id"])
        self.assertEqual(message.data["message_id"], str(self.message))

    def test_no_transaction_is_open_while_sending(self):
        seen = set()

        def look(_message):
            with self.registry.cursor() as cr:
                cr.execute(
                    "SELECT state FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                    " AND backend_type = 'client backend'"
                )
                seen.update(state for (state,) in cr.fetchall())

        self.on_send = look
        with self.environment() as env:
            env["mcrm.push.delivery"].search([("message_id", "=", self.message)], offset=1).unlink()
        self.work()
        self.assertEqual(len(self.arrivals()), 1)
        self.assertTrue(seen)
        self.assertLessEqual(seen, {"idle"})

    def test_answers_are_heeded(self):
        self.fcm.answer("worker-0", fake_fcm.UNREGISTERED)
        self.fcm.answer("worker-1", fake_fcm.Answer(429, "QUOTA_EXCEEDED", retry_after="120"))
        self.fcm.answer("worker-2", fake_fcm.Answer(500))
        self.fcm.answer("worker-3", fake_fcm.Answer(400, "INVALID_ARGUMENT"))
        self.work()
        self.assertEqual(self.states(), {"sent": DEVICES - 4, "gone": 1, "queued": 2, "failed": 1})
        with self.environment() as env:
            partner = env["res.partner"].browse(self.partner)
            self.assertEqual(env["mcrm.push.device"].search_count([("partner_id", "=", partner.id)]), DEVICES - 1)
            busy = env["mcrm.push.delivery"].search(
                [("message_id", "=", self.message), ("error", "=", "QUOTA_EXCEEDED")]
            )
            self.assertGreater((busy.due_at - env.cr.now().replace(tzinfo=None)).total_seconds(), 100)

    def test_a_retry_arrives(self):
        self.fcm.answer("worker-5", fake_fcm.Answer(503), fake_fcm.OK)
        self.work()
        self.assertEqual(self.states(), {"sent": DEVICES - 1, "queued": 1})
        with self.environment() as env:
            env.cr.execute("UPDATE mcrm_push_delivery SET due_at = due_at - interval '1 hour' WHERE state = 'queued'")
        self.work()
        self.assertEqual(self.states(), {"sent": DEVICES})
        self.assertEqual(self.tokens().count("worker-5"), 1)

    def test_a_worker_that_dies_between_sending_and_noting_loses_nothing(self):
        with patch.object(McrmPushDelivery, "_mcrm_record", side_effect=Killed), self.assertRaises(Killed):
            self.work()
        self.assertEqual(self.states(), {"sending": DEVICES})
        self.work()
        self.assertEqual(self.states(), {"sending": DEVICES}, "the lease protects what may still be under way")
        self.expire_leases()
        self.work()
        self.assertEqual(self.states(), {"sent": DEVICES})
        self.assertEqual(len(self.arrivals()), 2 * DEVICES)
        keys = {(message.token, message.android.collapse_key) for message in self.arrivals()}
        self.assertEqual(len(keys), DEVICES, "a second copy replaces the first on the phone")

    def test_a_connection_that_breaks_after_delivery_is_tried_again(self):
        self.fcm.answer("worker-7", fake_fcm.Answer(drop=True), fake_fcm.OK)
        self.work()
        self.assertEqual(self.states(), {"sent": DEVICES - 1, "queued": 1})
        with self.environment() as env:
            waiting = env["mcrm.push.delivery"].search([("message_id", "=", self.message), ("state", "=", "queued")])
            self.assertEqual(waiting.error, "NO_ANSWER")

    def test_several_workers_share_the_work_and_send_nothing_twice(self):
        self.fcm.latency = 0.02
        barrier, errors = threading.Barrier(4), []

        def run():
            barrier.wait(30)
            try:
                self.work(limit=3)
            except Exception as error:  # noqa: BLE001  whatever it is, the test must tell
                errors.append(error)

        workers = [threading.Thread(target=run) for _number in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(60)
        self.work()
        self.assertFalse(errors)
        self.assertEqual(self.states(), {"sent": DEVICES})
        self.assertEqual(self.tokens(), sorted(set(self.tokens())))

    def test_credentials_that_are_refused_leave_everything_queued(self):
        with self.environment() as env:
            account = {**self.fcm.account, "client_email": "stranger@example.com"}
            env.company.mcrm_fcm_service_account = json.dumps(account)
        with self.assertLogs("odoo.addons.mcrm_push.services.fcm", "WARNING") as logs:
            self.work()
        self.assertIn("RefreshError", logs.output[0])
        self.assertEqual(self.states(), {"queued": DEVICES})
        self.assertFalse(self.arrivals())

    def test_a_service_that_is_away_leaves_everything_queued(self):
        with self.environment() as env:
            env["ir.config_parameter"].set_param(ENDPOINT_PARAMETER, "http://127.0.0.1:9/v1/projects")
        self.work()
        self.assertEqual(self.states(), {"queued": DEVICES})

    def test_one_access_token_serves_a_batch(self):
        self.work()
        self.assertEqual(self.fcm.tokens_given, 1)

    def test_the_log_holds_no_token_and_no_text(self):
        self.fcm.answer("worker-0", fake_fcm.UNREGISTERED)
        with self.assertLogs("odoo.addons.mcrm_push", "DEBUG") as logs:
            self.work()
        text = "\n".join(logs.output)
        self.assertIn("UNREGISTERED", text)
        for secret in ("worker-", "Kopi", "Hi"):
            self.assertNotIn(secret, text)
