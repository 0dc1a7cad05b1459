import re
from datetime import timedelta

from odoo.tests import tagged

from ..tools.secrets import digest
from .common import PASSWORD, ApiCase

REGISTRATION = {
    "name": "Citra Dewi",
    "email": "Citra@Example.com",
    "phone": "0812-0000-0777",
    "birth_date": "1999-02-28",
    "password": "es kopi 123",
    "consents": [{"purpose": "terms", "version": "2026-11"}, {"purpose": "marketing", "version": "2026-11"}],
    "language": "id",
}


@tagged("post_install", "-at_install")
class TestAuth(ApiCase):
    def register(self, **changes):
        return self.ask("POST", "auth/register", json={**REGISTRATION, **changes})

    def code(self, email="citra@example.com"):
        return self.last_code(email)

    def verify(self, code, email=REGISTRATION["email"], **extra):
        return self.ask("POST", "auth/verify", json={"email": email, "code": code, **extra})

    def test_register_verify_login_refresh_reuse_ends_the_session(self):
        answer = self.register()
        self.assertEqual(answer.status_code, 202, answer.text)
        self.assertEqual(answer.json(), {"status": "verification_required", "channel": "email", "expires_in": 600})
        self.assertEqual(self.last_mail("citra@example.com").state, "outgoing", "the code waits in the queue")

        session = self.verify(self.code(), device_name="Pixel").json()
        self.assertEqual(session["token_type"], "Bearer")
        self.assertEqual(session["member"]["email"], "citra@example.com")
        self.assertEqual(session["member"]["language"], "id")
        self.assertEqual(self.ask("GET", "me", token=session["access_token"]).status_code, 200)

        for identifier in ("citra@example.com", "CITRA@example.com", "0812 0000 0777", "+6281200000777"):
            login = self.ask("POST", "auth/login", json={"identifier": identifier, "password": "es kopi 123"})
            self.assertEqual(login.status_code, 200, identifier)

        first = {"refresh_token": session["refresh_token"]}
        second = self.ask("POST", "auth/refresh", json=first).json()
        self.assertNotEqual(second["refresh_token"], session["refresh_token"])
        self.assertEqual(self.ask("GET", "me", token=second["access_token"]).status_code, 200)
        self.assertProblem(self.ask("POST", "auth/refresh", json=first), 401, "refresh_invalid")
        self.assertProblem(self.ask("GET", "me", token=second["access_token"]), 401, "unauthenticated")
        last = {"refresh_token": second["refresh_token"]}
        self.assertProblem(self.ask("POST", "auth/refresh", json=last), 401, "refresh_invalid")

    def test_nothing_exists_before_the_code_is_verified(self):
        self.register()
        self.assertFalse(self.env["res.partner"].search([("email_normalized", "=", "citra@example.com")]))
        self.assertFalse(self.env["mcrm.identity"].search([("value", "=", "citra@example.com")]))

    def test_verification_records_identity_and_consents(self):
        self.register()
        self.verify(self.code())
        member = self.env["mcrm.identity"].search([("value", "=", "citra@example.com")]).partner_id
        verified = {identity.kind: bool(identity.verified_at) for identity in member.mcrm_identity_ids}
        self.assertEqual(verified, {"email": True, "phone": False})
        self.assertEqual(set(member.mcrm_consent_ids.mapped("purpose")), {"terms", "marketing"})
        self.assertFalse(member.user_ids, "a member has no Odoo user")
        self.assertFalse(self.env["mcrm.api.registration"].search([("email", "=", "citra@example.com")]))

    def test_each_wrong_field_is_named(self):
        answer = self.ask("POST", "auth/register", json={"email": "no", "phone": "12", "birth_date": "2999-01-01"})
        fields = self.assertProblem(answer, 422, "validation_failed")["fields"]
        self.assertEqual(set(fields), {"name", "email", "phone", "birth_date", "password", "consents"})

    def test_terms_and_decent_passwords_are_asked_for(self):
        answer = self.register(consents=[], password="aaaaaaaa")
        self.assertEqual(set(self.assertProblem(answer, 422, "validation_failed")["fields"]), {"consents", "password"})

    def test_a_stranger_cannot_tell_whether_an_account_exists(self):
        new = self.register()
        known = self.register(email=self.member.email)
        self.assertEqual((new.status_code, new.content), (known.status_code, known.content))
        self.assertIn("already a member", self.last_mail(self.member.email).subject)
        self.assertProblem(self.verify("000000", email=self.member.email), 401, "code_invalid")
        wrong = self.ask("POST", "auth/login", json={"identifier": self.member.email, "password": "wrong"})
        nobody = self.ask("POST", "auth/login", json={"identifier": "nobody@example.com", "password": "wrong"})
        self.assertEqual((wrong.status_code, wrong.content), (nobody.status_code, nobody.content))
        unknown_code, wrong_code = self.verify("000000", email="x@example.com"), self.verify("999999")
        self.assertEqual((unknown_code.status_code, unknown_code.content), (wrong_code.status_code, wrong_code.content))

    def test_customer_of_the_till_is_claimed_not_doubled(self):
        customer = self.env["res.partner"].create({"name": "Bu Citra", "email": "citra@example.com"})
        self.register()
        number = self.verify(self.code()).json()["member"]["member_number"]
        self.assertEqual(customer.mcrm_member_number, number)
        self.assertEqual(customer.name, "Bu Citra", "what the café knows stays")
        self.assertEqual(customer.phone, "+6281200000777", "gaps are filled")
        self.assertEqual(self.env["res.partner"].search_count([("email_normalized", "=", "citra@example.com")]), 1)

    def test_a_phone_alone_takes_over_nobody(self):
        customer = self.env["res.partner"].create({"name": "Pak Joko", "phone": "+6281200000777"})
        self.register()
        self.verify(self.code())
        self.assertFalse(customer.mcrm_member_number)
        member_phone = self.register(email="thief@example.com", phone=self.member.phone)
        self.assertEqual(member_phone.status_code, 202)
        self.verify(self.code("thief@example.com"), email="thief@example.com")
        owner = self.env["mcrm.identity"].search([("value", "=", self.member.phone)]).partner_id
        self.assertEqual(owner, self.member)

    def test_five_wrong_codes_spend_the_code(self):
        self.register()
        code = self.code()
        wrong = "000000" if code != "000000" else "111111"
        for _attempt in range(5):
            self.assertProblem(self.verify(wrong), 401, "code_invalid")
        self.assertProblem(self.verify(code), 401, "code_invalid")

    def test_a_code_works_once_and_ten_minutes(self):
        self.register()
        code = self.code()
        challenge = self.env["mcrm.api.challenge"].search([("contact", "=", "citra@example.com")])
        challenge.expires_at = self.now - timedelta(seconds=1)
        self.flush()
        self.assertProblem(self.verify(code), 401, "code_invalid")
        challenge.expires_at = self.now + timedelta(minutes=5)
        self.flush()
        self.assertEqual(self.verify(code).status_code, 200)
        self.assertProblem(self.verify(code), 401, "code_invalid")

    def test_registering_again_replaces_the_code(self):
        self.register()
        old = self.code()
        self.register()
        if old != self.code():
            self.assertProblem(self.verify(old), 401, "code_invalid")
        self.assertEqual(self.verify(self.code()).status_code, 200)

    def test_the_mail_speaks_the_language_of_the_member(self):
        self.env["ir.module.module"].search([("name", "=", "mcrm_api")])._update_translations(["id_ID"])
        self.flush()
        self.ask("POST", "auth/register", json=REGISTRATION, lang="id")
        self.assertIn("kode", self.last_mail("citra@example.com").subject.lower())

    def test_sign_in_is_limited_and_the_count_survives_the_refusals(self):
        body = {"identifier": "ayu@example.com", "password": "wrong"}
        answers = [self.ask("POST", "auth/login", json=body).status_code for _attempt in range(11)]
        self.assertEqual(answers, [401] * 10 + [429])
        limited = self.ask("POST", "auth/login", json={**body, "password": PASSWORD})
        self.assertProblem(limited, 429, "too_many_requests")
        self.assertGreater(int(limited.headers["Retry-After"]), 0)

    def test_another_spelling_is_no_way_around_the_limit(self):
        spellings = ("0812 0000 0101", "+62 812-0000-0101", "6281200000101", "0812.0000.0101")
        answers = [
            self.ask("POST", "auth/login", json={"identifier": spellings[number % 4], "password": "x"}).status_code
            for number in range(11)
        ]
        self.assertEqual(answers, [401] * 10 + [429])

    def test_success_forgets_the_failures_before_it(self):
        body = {"identifier": "ayu@example.com", "password": "wrong"}
        for _round in range(2):
            for _attempt in range(8):
                self.assertEqual(self.ask("POST", "auth/login", json=body).status_code, 401)
            right = self.ask("POST", "auth/login", json={**body, "password": PASSWORD})
            self.assertEqual(right.status_code, 200)

    def test_web_clients_get_the_refresh_token_as_a_cookie_only(self):
        body = {"identifier": "ayu@example.com", "password": PASSWORD, "client": "web"}
        login = self.ask("POST", "auth/login", json=body)
        self.assertNotIn("refresh_token", login.json())
        cookie = login.headers["Set-Cookie"]
        for part in ("mcrm_refresh=", "HttpOnly", "SameSite=Strict", "Path=/mcrm/api/v1/auth"):
            self.assertIn(part, cookie)
        token = re.match(r"mcrm_refresh=([^;]+)", cookie)[1]
        own = {"mcrm_refresh": token}
        for foreign in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
            refused = self.ask("POST", "auth/refresh", cookies=own, headers=foreign)
            self.assertProblem(refused, 403, "cross_site_refused")
        refreshed = self.ask("POST", "auth/refresh", cookies=own, headers={"Sec-Fetch-Site": "same-origin"})
        self.assertEqual(refreshed.status_code, 200)
        self.assertIn("mcrm_refresh=", refreshed.headers["Set-Cookie"])

    def test_logout_ends_the_session_and_may_be_repeated(self):
        for _time in range(2):
            self.assertEqual(self.me("POST", "auth/logout").status_code, 204)
        self.assertProblem(self.me("GET", "me"), 401, "unauthenticated")
        self.assertEqual(self.ask("POST", "auth/logout").status_code, 204)

    def test_secrets_are_not_kept_in_clear(self):
        self.register()
        code = self.code()
        registration = self.env["mcrm.api.registration"].search([("email", "=", "citra@example.com")])
        self.assertTrue(registration.password_hash.startswith("$argon2id$"))
        challenge = self.env["mcrm.api.challenge"].search([("contact", "=", "citra@example.com")])
        self.assertNotIn(code, challenge.code_digest)
        stored = self.env["mcrm.api.token"].search([("digest", "=", digest(self.tokens["access"]))])
        self.assertTrue(stored)
        self.assertFalse(self.env["mcrm.api.token"].search([("digest", "=", self.tokens["access"])]))

    def test_an_archived_member_is_out(self):
        self.member.active = False
        self.flush()
        self.assertProblem(self.me("GET", "me"), 401, "unauthenticated")
        body = {"identifier": "ayu@example.com", "password": PASSWORD}
        self.assertProblem(self.ask("POST", "auth/login", json=body), 401, "invalid_credentials")

    def test_a_member_cannot_sign_in_to_odoo(self):
        self.assertFalse(
            self.env["res.users"].with_context(active_test=False).search([("login", "=", "ayu@example.com")])
        )
        api_user = self.env.ref("mcrm_api.user_api")
        self.assertFalse(api_user.active)
        self.assertFalse(api_user.all_group_ids)
