"""Codes: who gets one, what it opens, and that asking tells a stranger nothing."""

from datetime import timedelta

from odoo.tests import tagged

from .common import PASSWORD, ApiCase, sign_in
from .test_auth import REGISTRATION

EMAIL, PHONE = "ayu@example.com", "+6281200000101"
FORGOT, RESET = "auth/password/forgot", "auth/password/reset"


@tagged("post_install", "-at_install")
class TestCodes(ApiCase):
    def send(self, identifier=EMAIL, path="auth/otp"):
        return self.ask("POST", path, json={"identifier": identifier})

    def login(self, code, identifier=EMAIL):
        return self.ask("POST", "auth/login", json={"identifier": identifier, "code": code})

    def reset(self, code, password="teh tarik panas", identifier=EMAIL):
        return self.ask("POST", RESET, json={"identifier": identifier, "code": code, "password": password})

    def allow_sms(self):
        self.env.company.mcrm_sms_codes = True
        self.flush()

    def verify_phone(self):
        self.allow_sms()
        self.env["mcrm.identity"]._mcrm_prove(self.env.company, PHONE, self.member, self.now)
        self.flush()

    def wrong(self, code):
        return "000000" if code != "000000" else "111111"

    def test_sign_in_by_code(self):
        answer = self.send()
        expected = {"status": "verification_required", "channel": "email", "expires_in": 600}
        self.assertEqual((answer.status_code, answer.json()), (202, expected))
        code = self.last_code(EMAIL)
        session = self.login(code).json()
        self.assertEqual(session["member"]["email"], EMAIL)
        self.assertEqual(self.ask("GET", "me", token=session["access_token"]).status_code, 200)
        self.assertProblem(self.login(code), 401, "code_invalid")

    def test_a_stranger_gets_the_same_answer_and_no_message(self):
        for path in ("auth/otp", FORGOT):
            known, unknown = self.send(path=path), self.send("nobody@example.com", path=path)
            self.assertEqual((known.status_code, known.content), (unknown.status_code, unknown.content))
        self.assertFalse(self.last_mail("nobody@example.com"))
        wrong, nobody = self.login("000000"), self.login("000000", "nobody@example.com")
        self.assertEqual((wrong.status_code, wrong.content), (nobody.status_code, nobody.content))

    def test_asking_does_the_same_work_for_everybody(self):
        counts = []
        for identifier in (EMAIL, "nobody@example.com", EMAIL, "nobody2@example.com"):
            before = self.cr.sql_log_count
            self.send(identifier)
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[2], counts[3], counts)

    def test_either_password_or_code(self):
        for proof in ({}, {"password": "x", "code": "123456"}):
            answer = self.ask("POST", "auth/login", json={"identifier": EMAIL, **proof})
            self.assertEqual(set(self.assertProblem(answer, 422, "validation_failed")["fields"]), {"body"})

    def test_a_code_opens_only_what_it_was_asked_for(self):
        self.send(path=FORGOT)
        code = self.last_code(EMAIL)
        self.assertProblem(self.login(code), 401, "code_invalid")
        self.assertEqual(self.reset(code).status_code, 200)

    def test_guessing_is_hopeless(self):
        self.send()
        code = self.last_code(EMAIL)
        for _attempt in range(5):
            self.assertProblem(self.login(self.wrong(code)), 401, "code_invalid")
        self.assertProblem(self.login(code), 401, "code_invalid")
        answers = [self.send().status_code for _attempt in range(5)]
        self.assertEqual(answers, [202] * 4 + [429], "five codes an hour")

    def test_no_more_than_ten_codes_a_day(self):
        attempts = self.env["mcrm.api.attempt"]
        for hour in range(10):
            attempts._mcrm_take([(f"send-day:{EMAIL}", 10, timedelta(days=1))], self.now - timedelta(hours=hour))
        refused = self.send()
        self.assertProblem(refused, 429, "too_many_requests")
        self.assertGreater(int(refused.headers["Retry-After"]), 3600)

    def test_a_code_lasts_ten_minutes(self):
        self.send()
        code = self.last_code(EMAIL)
        self.env["mcrm.api.challenge"].search([]).expires_at = self.now - timedelta(seconds=1)
        self.flush()
        self.assertProblem(self.login(code), 401, "code_invalid")

    def test_what_is_sent_twice_is_one_row_and_the_last_code_counts(self):
        self.send()
        first = self.last_code(EMAIL)
        self.send()
        second = self.last_code(EMAIL)
        self.assertEqual(self.env["mcrm.api.challenge"].search_count([("contact", "=", EMAIL)]), 1)
        if first != second:
            self.assertProblem(self.login(first), 401, "code_invalid")
        self.assertEqual(self.login(second).status_code, 200)

    def test_each_code_is_sent_once(self):
        self.send()
        self.last_code(EMAIL)
        before = self.env["mail.mail"].search_count([])
        self.deliver()
        self.assertEqual(self.env["mail.mail"].search_count([]), before)

    def test_a_new_password_signs_every_other_device_out_and_tells_the_member(self):
        web = sign_in(self.env, self.member, client="web")
        self.flush()
        self.send(path=FORGOT)
        session = self.reset(self.last_code(EMAIL)).json()
        self.assertEqual(self.ask("GET", "me", token=session["access_token"]).status_code, 200)
        self.assertProblem(self.me("GET", "me"), 401, "unauthenticated")
        self.assertProblem(self.ask("GET", "me", token=web["access"]), 401, "unauthenticated")
        told = self.env["mcrm.push.message"].search([("partner_id", "=", self.member.id)])
        self.assertEqual(told.mapped("title"), ["Your password was changed"])
        for password, status in (("teh tarik panas", 200), (PASSWORD, 401)):
            answer = self.ask("POST", "auth/login", json={"identifier": EMAIL, "password": password})
            self.assertEqual(answer.status_code, status)

    def test_a_wrong_code_changes_no_password(self):
        self.send(path=FORGOT)
        self.assertProblem(self.reset(self.wrong(self.last_code(EMAIL))), 401, "code_invalid")
        self.assertEqual(self.me("GET", "me").status_code, 200)
        weak = self.reset("123456", password="aaaaaaaa")
        self.assertEqual(set(self.assertProblem(weak, 422, "validation_failed")["fields"]), {"password"})

    def test_sms_is_for_cafes_that_want_it(self):
        self.assertProblem(self.send("0812-0000-0101"), 409, "channel_unavailable")
        self.verify_phone()
        answer = self.send("0812-0000-0101")
        self.assertEqual((answer.status_code, answer.json()["channel"]), (202, "sms"))
        code = self.last_code(PHONE)
        sms = self.env["sms.sms"].search([("number", "=", PHONE)])
        self.assertEqual(sms.state, "outgoing", "it waits in the queue")
        self.assertEqual(self.login(code, "0812 0000 0101").status_code, 200)

    def test_an_unverified_phone_lets_nobody_in(self):
        self.allow_sms()
        self.send(PHONE)
        self.deliver()
        self.assertFalse(self.env["sms.sms"].search([("number", "=", PHONE)]))

    def test_registration_by_sms_claims_the_customer_with_that_phone(self):
        self.allow_sms()
        customer = self.env["res.partner"].create({"name": "Bu Citra", "phone": "0812-0000-0777"})
        self.flush()
        answer = self.ask("POST", "auth/register", json={**REGISTRATION, "channel": "sms"})
        self.assertEqual((answer.status_code, answer.json()["channel"]), (202, "sms"))
        code = self.last_code("+6281200000777")
        session = self.ask("POST", "auth/verify", json={"phone": "0812 0000 0777", "code": code})
        self.assertEqual(session.json()["member"]["member_number"], customer.mcrm_member_number, session.text)
        verified = {identity.kind: bool(identity.verified_at) for identity in customer.mcrm_identity_ids}
        self.assertEqual(verified, {"email": False, "phone": True})

    def test_who_proves_a_phone_takes_it_from_who_only_typed_it_and_nothing_else(self):
        self.allow_sms()
        typed = self.env["mcrm.identity"].search([("value", "=", PHONE)])
        self.assertEqual((typed.partner_id, typed.verified_at), (self.member, False))
        self.ask("POST", "auth/register", json={**REGISTRATION, "phone": PHONE, "channel": "sms"})
        session = self.ask("POST", "auth/verify", json={"phone": PHONE, "code": self.last_code(PHONE)}).json()
        self.assertNotEqual(session["member"]["member_number"], self.member.mcrm_member_number)
        self.env.invalidate_all()
        self.assertEqual(typed.partner_id.mcrm_member_number, session["member"]["member_number"])
        self.assertTrue(typed.verified_at)
        self.assertEqual(self.me("GET", "me").json()["email"], EMAIL, "the member stays who they are")
