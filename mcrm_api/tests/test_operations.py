"""What those who run the server rely on."""

import json
import logging.handlers
import queue
from datetime import date, timedelta

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import config

from ..dispatch.route import ROUTES
from ..schemas.base import Problem
from ..tools.openapi import openapi_document
from ..tools.secrets import digest
from .common import PASSWORD, ApiCase

LOGGER = "odoo.addons.mcrm_api.access"
ORIGIN = "https://app.example.com"


@tagged("post_install", "-at_install")
class TestOperations(ApiCase):
    def logged(self, *args, **kwargs):
        """:return: the answer and its line in the log (tuple)"""
        records, logger = queue.Queue(), logging.getLogger(LOGGER)
        handler = logging.handlers.QueueHandler(records)
        logger.addHandler(handler)
        try:
            answer = self.ask(*args, **kwargs)
            line = json.loads(records.get(timeout=10).getMessage())  # written when the answer is on its way
        finally:
            logger.removeHandler(handler)
        self.assertTrue(records.empty(), "one line for one answer")
        return answer, line

    def test_each_answer_is_one_line_without_personal_data(self):
        answer, line = self.logged("GET", f"vouchers/{10**6}?surprise={self.member.email}", self.tokens["access"])
        self.assertEqual(set(line), {"request_id", "method", "route", "status", "member", "ms"})
        self.assertEqual(line["request_id"], answer.headers["X-Request-Id"])
        self.assertEqual((line["method"], line["route"], line["status"]), ("GET", "vouchers/{voucher_id}", 422))
        self.assertGreater(line["ms"], 0)
        again = self.logged("GET", "me", self.tokens["access"])[1]
        other = self.logged("GET", "me", self.other_tokens["access"])[1]
        self.assertEqual(line["member"], again["member"])
        self.assertNotEqual(line["member"], other["member"])
        self.assertRegex(line["member"], "^[0-9a-f]{12}$")

    def test_strangers_and_lost_ways_are_logged_too(self):
        for path, route, status in (("me", "me", 401), ("nothing", None, 404), ("docs", "docs", 200)):
            answer, line = self.logged("GET", path)
            self.assertEqual((line["route"], line["status"], line["member"]), (route, status, None))
            self.assertEqual(answer.headers["X-Request-Id"], line["request_id"])

    def test_no_origin_is_allowed_by_default(self):
        answer = self.ask("GET", "health", headers={"Origin": ORIGIN})
        self.assertNotIn("Access-Control-Allow-Origin", answer.headers)

    def test_allowed_pages_may_ask_and_read(self):
        self.env["res.config.settings"].create({"mcrm_api_cors_origins": f"{ORIGIN} http://localhost:5173"}).execute()
        self.flush()
        asked = self.ask("OPTIONS", "reservations", headers={"Origin": ORIGIN})
        self.assertEqual((asked.status_code, asked.headers["Access-Control-Allow-Origin"]), (204, ORIGIN))
        self.assertIn("Idempotency-Key", asked.headers["Access-Control-Allow-Headers"])
        self.assertIn("POST", asked.headers["Access-Control-Allow-Methods"])
        self.assertEqual(asked.headers["Vary"], "Origin")
        for answer in (
            self.me("GET", "me", headers={"Origin": ORIGIN}),
            self.ask("GET", "me", headers={"Origin": ORIGIN}),
        ):
            self.assertEqual(answer.headers["Access-Control-Allow-Origin"], ORIGIN)
            self.assertIn("X-Request-Id", answer.headers["Access-Control-Expose-Headers"])
            self.assertNotIn("Access-Control-Allow-Credentials", answer.headers)
        for other in ("https://evil.example", f"{ORIGIN}.evil.example", "null"):
            answer = self.ask("GET", "health", headers={"Origin": other})
            self.assertNotIn("Access-Control-Allow-Origin", answer.headers)

    def test_origins_are_origins(self):
        for wrong in ("app.example.com", "https://app.example.com/", "javascript://x", "*"):
            with self.assertRaises(ValidationError):
                self.env["res.config.settings"].create({"mcrm_api_cors_origins": wrong})

    def test_a_route_that_will_go_says_so(self):
        route = next(route for route in ROUTES if (route.method, route.path) == ("GET", "health"))
        self.assertNotIn("Sunset", self.ask("GET", "health").headers)
        object.__setattr__(route, "deprecated", (date(2026, 11, 24), date(2027, 6, 1)))
        self.addCleanup(object.__setattr__, route, "deprecated", ())
        answer = self.ask("GET", "health")
        self.assertEqual(answer.headers["Deprecation"], "@1795478400")
        self.assertEqual(answer.headers["Sunset"], "Tue, 01 Jun 2027 00:00:00 GMT")
        document = openapi_document(ROUTES, Problem, "", "", "", "")
        self.assertTrue(document["paths"]["/health"]["get"]["deprecated"])

    def test_health_says_what_waits(self):
        health = self.ask("GET", "health").json()
        self.assertEqual({each["name"] for each in health["queues"]}, {"codes", "mail", "sms", "push"})
        self.assertRegex(health["version"], r"^\d+\.\d+\.\d+$")
        self.env["mail.mail"].search([("state", "=", "outgoing")]).state = "cancel"
        self.ask("POST", "auth/otp", json={"identifier": self.member.email})
        self.flush()
        health = self.ask("GET", "health").json()
        codes = next(each for each in health["queues"] if each["name"] == "codes")
        self.assertEqual((health["status"], codes["waiting"]), ("ok", 1))
        self.env["mcrm.api.challenge"].search([]).expires_at -= timedelta(minutes=6)
        self.flush()
        self.assertEqual(self.ask("GET", "health").json()["status"], "late")

    def test_a_proxy_in_front_is_understood(self):
        """Limits count the guest's address, and believe a header about it only where there is a proxy."""
        guest, body = "203.0.113.7", {"identifier": "nobody@example.com", "password": PASSWORD}
        counted = [("subject", "=", digest(f"login:{guest}"))]
        self.addCleanup(config.__setitem__, "proxy_mode", config["proxy_mode"])
        for is_behind in (False, True):
            config["proxy_mode"] = is_behind
            forwarded = {"X-Forwarded-For": guest, "X-Forwarded-Host": "127.0.0.1"}
            self.ask("POST", "auth/login", json=body, headers=forwarded)
            self.assertEqual(bool(self.env["mcrm.api.attempt"].search(counted)), is_behind)
