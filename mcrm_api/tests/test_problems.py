from unittest.mock import patch

import psycopg2

from odoo.exceptions import AccessError, LockError, MissingError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.mcrm_member.exceptions import Refusal

from .common import ApiCase

PROFILE = "odoo.addons.mcrm_api.controllers.me.profile"


@tagged("post_install", "-at_install")
class TestProblems(ApiCase):
    @mute_logger("odoo.http")
    def provoke(self, error):
        with patch(PROFILE, side_effect=error):
            return self.me("GET", "me")

    def test_no_exception_shows_its_traceback(self):
        body = self.assertProblem(self.provoke(ZeroDivisionError("secret detail")), 500, "internal_error")
        self.assertNotIn("secret", str(body))
        self.assertProblem(self.provoke(psycopg2.OperationalError("server closed")), 503, "busy")
        self.assertProblem(self.provoke(MissingError("gone")), 404, "not_found")
        self.assertProblem(self.provoke(AccessError("no")), 403, "forbidden")
        self.assertProblem(self.provoke(LockError("locked")), 503, "busy")
        self.assertProblem(self.provoke(UserError("Not so.")), 422, "not_accepted")

    def test_a_refusal_keeps_its_code(self):
        body = self.assertProblem(self.provoke(Refusal("voucher_used", "Used yesterday.")), 409, "voucher_used")
        self.assertEqual(body["detail"], "Used yesterday.")

    def test_what_is_not_there(self):
        self.assertProblem(self.ask("GET", "nothing/here"), 404, "not_found")
        self.assertProblem(self.ask("GET", ""), 404, "not_found")
        refused = self.ask("DELETE", "health")
        self.assertProblem(refused, 405, "method_not_allowed")
        self.assertEqual(refused.headers["Allow"], "GET, HEAD, OPTIONS")
        odd = self.ask("PUT", "auth/login?surprise=1", data="{", headers={"Content-Type": "text/plain"})
        self.assertProblem(odd, 405, "method_not_allowed")

    def test_bodies_are_json_and_not_too_large(self):
        form = self.ask("POST", "auth/login", data={"identifier": "a", "password": "b"})
        self.assertProblem(form, 415, "unsupported_media_type")
        large = self.ask("POST", "auth/login", json={"identifier": "a" * 70_000, "password": "b"})
        self.assertProblem(large, 413, "body_too_large")
        json_headers = {"Content-Type": "application/json"}
        for broken in ("{", "[" * 40_000, "\xff"):
            answer = self.ask("POST", "auth/login", data=broken.encode("latin-1"), headers=json_headers)
            self.assertProblem(answer, 400, "json_invalid")
        for other in ("[]", "null", '"text"', "1"):
            answer = self.ask("POST", "auth/login", data=other, headers=json_headers)
            self.assertEqual(set(self.assertProblem(answer, 422, "validation_failed")["fields"]), {"body"})

    def test_odd_characters_are_refused_politely(self):
        json_headers = {"Content-Type": "application/json"}
        for text in ("a\\u0000b", "\\ud800"):
            body = f'{{"identifier": "{text}", "password": "x"}}'
            answer = self.ask("POST", "auth/login", data=body, headers=json_headers)
            self.assertIn(answer.status_code, (400, 422), answer.text)

    def test_ids_out_of_range_are_not_there(self):
        for odd in ("0", "-1", "99999999999999999999"):
            self.assertProblem(self.me("GET", f"promos/{odd}"), 404, "not_found")

    def test_the_language_of_the_request_decides(self):
        english = self.ask("GET", "me", lang="en").json()["detail"]
        indonesian = self.ask("GET", "me", lang="id-ID,id;q=0.9,en;q=0.4").json()["detail"]
        self.assertEqual(english, "Please sign in first.")
        self.assertNotEqual(indonesian, english)
        fields = self.ask("POST", "auth/login", lang="id", json={}).json()["fields"]
        self.assertNotIn("required", fields["identifier"])

    def test_without_a_header_the_member_decides(self):
        self.member.lang = "id_ID"
        self.flush()
        member = self.ask("GET", "promos/999999", token=self.tokens["access"], lang="")
        self.assertNotEqual(member.json()["detail"], "We could not find that.")

    def test_request_ids_come_back(self):
        answer = self.ask("GET", "health", headers={"X-Request-Id": "till-7.abc"})
        self.assertEqual(answer.headers["X-Request-Id"], "till-7.abc")
        problem = self.ask("GET", "me", headers={"X-Request-Id": "bad id\twith spaces"})
        self.assertRegex(problem.headers["X-Request-Id"], r"^[0-9a-f-]{36}$")

    def test_no_cookie_is_set(self):
        for answer in (self.ask("GET", "health"), self.me("GET", "me"), self.ask("GET", "me"), self.ask("GET", "no")):
            self.assertNotIn("Set-Cookie", answer.headers)

    def test_answers_are_not_cached(self):
        self.assertEqual(self.me("GET", "me").headers["Cache-Control"], "no-store")

    def test_preflight_gets_an_answer(self):
        answer = self.ask("OPTIONS", "me")
        self.assertEqual((answer.status_code, answer.headers["Allow"]), (204, "DELETE, GET, HEAD, OPTIONS, PATCH"))
        self.assertProblem(self.ask("OPTIONS", "nothing"), 404, "not_found")
