"""Equal requests at the same moment: real threads, real cursors, real commits; what they leave is removed."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace
from unittest.mock import patch

from werkzeug import Response

from odoo import SUPERUSER_ID, api, fields
from odoo.modules.registry import DummyRLock, Registry
from odoo.service import model as service
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

from ..exceptions import ApiProblem
from ..passwords import hash_password
from ..tools.secrets import digest
from .common import make_member, sign_in

CLIENTS = 10
KEY = "race-of-equal-requests"


@tagged("post_install", "-at_install")
class TestRace(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry = Registry(get_db_name())
        # the main thread holds this lock while it runs tests: other threads could not open an environment
        cls.startClassPatcher(patch.object(Registry, "_lock", DummyRLock()))
        # Odoo waits for seconds between two tries; the order of events stays the same without the waiting
        cls.startClassPatcher(patch.object(service, "time", SimpleNamespace(sleep=lambda seconds: None)))
        cls.startClassPatcher(patch.object(service, "MAX_TRIES_ON_CONCURRENCY_FAILURE", 2 * CLIENTS))
        with cls.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
            member = make_member(env, "Racer", "racer@example.com", "+6281200000555", hash_password("es kopi susu"))
            cls.member_id, cls.tokens = member.id, sign_in(env, member)
        cls.addClassCleanup(cls.remove)

    @classmethod
    def remove(cls):
        with cls.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["mcrm.api.request"].search([("key", "=", KEY)]).unlink()
            env["mcrm.api.attempt"].search([("subject", "=", digest("race"))]).unlink()
            env["res.partner"].browse(cls.member_id).unlink()

    def race(self, work):
        """:return: what `work(env)` gave each client, all starting at once (list)"""
        barrier = threading.Barrier(CLIENTS)

        def run(_number):
            with self.registry.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                env["res.partner"].browse(self.member_id).name  # noqa: B018 the snapshot begins here
                barrier.wait(30)
                try:
                    return service.retrying(lambda: work(env), env)
                except ApiProblem as problem:
                    return problem.problem_code

        with mute_logger("odoo.sql_db", "odoo.service.model"), ThreadPoolExecutor(CLIENTS) as pool:
            return list(pool.map(run, range(CLIENTS)))

    def test_equal_requests_work_once(self):
        def work(env):
            call = SimpleNamespace(
                env=env, member_id=self.member_id, address="", idempotency_key=KEY, now=fields.Datetime.now()
            )
            entry = env["mcrm.api.request"]._mcrm_open(call, "POST", "/claim", b"{}")
            if entry.status:
                return "replayed"
            entry._mcrm_close(Response("{}", status=201, mimetype="application/json"))
            return "worked"

        outcomes = self.race(work)
        self.assertEqual(outcomes.count("worked"), 1, outcomes)
        self.assertLessEqual(set(outcomes), {"worked", "replayed", "request_in_flight"})
        self.assertEqual(set(self.race(work)) - {"request_in_flight"}, {"replayed"})

    def test_a_refresh_token_is_exchanged_once(self):
        def work(env):
            _session, tokens = env["mcrm.api.session"]._mcrm_refresh(self.tokens["refresh"], fields.Datetime.now())
            return bool(tokens)

        self.assertEqual(self.race(work).count(True), 1)

    def test_parallel_tries_are_all_counted(self):
        def work(env):
            return env["mcrm.api.attempt"]._mcrm_take([("race", 1000, timedelta(hours=1))], fields.Datetime.now())

        self.assertEqual(self.race(work), [0] * CLIENTS)
        with self.registry.cursor() as cr:
            cr.execute("SELECT count(*) FROM mcrm_api_attempt WHERE subject = %s", (digest("race"),))
            self.assertEqual(cr.fetchone()[0], CLIENTS)
