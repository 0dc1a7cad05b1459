from datetime import timedelta

from odoo.tests import tagged

from odoo.addons.mcrm_reservation.tests.common import make_tables, make_venue

from .common import PASSWORD, ApiCase, give_points, make_program, sign_in

EMAIL, PHONE, NEW = "ayu@example.com", "+6281200000101", "ayu.baru@example.com"


@tagged("post_install", "-at_install")
class TestContacts(ApiCase):
    def verify(self, code, **contact):
        return self.me("POST", "me/contact/verify", json={**(contact or {"email": NEW}), "code": code})

    def test_a_new_email_counts_once_its_code_is_given(self):
        answer = self.me("PATCH", "me", json={"name": "Ayu L.", "email": "Ayu.Baru@Example.com"})
        self.assertEqual(answer.status_code, 200, answer.text)
        changed = answer.json()
        self.assertEqual((changed["name"], changed["email"]), ("Ayu L.", EMAIL))
        self.assertEqual(changed["pending"], [{"contact": NEW, "channel": "email", "expires_in": 600}])
        wrong = self.verify("000000" if (code := self.last_code(NEW)) != "000000" else "111111")
        self.assertProblem(wrong, 403, "code_invalid")
        self.assertEqual(self.me("GET", "me").json()["email"], EMAIL)
        self.assertEqual(self.verify(code).json()["email"], NEW)
        self.assertProblem(self.verify(code), 403, "code_invalid")
        for identifier, status in ((NEW, 200), (EMAIL, 401)):
            answer = self.ask("POST", "auth/login", json={"identifier": identifier, "password": PASSWORD})
            self.assertEqual(answer.status_code, status)
        self.assertEqual(self.last_mail(EMAIL).subject, "Your contact was changed", "the old address hears of it")
        self.assertEqual(self.member.email, NEW)

    def test_a_phone_is_verified_by_sms(self):
        self.assertProblem(self.me("PATCH", "me", json={"phone": PHONE}), 409, "channel_unavailable")
        self.env.company.mcrm_sms_codes = True
        self.flush()
        self.assertEqual(self.me("PATCH", "me", json={"phone": PHONE}).json()["pending"][0]["channel"], "sms")
        self.assertEqual(self.verify(self.last_code(PHONE), phone=PHONE).status_code, 200)
        self.env.invalidate_all()
        self.assertTrue(self.member.mcrm_identity_ids.filtered(lambda each: each.kind == "phone").verified_at)
        self.assertEqual(self.me("PATCH", "me", json={"phone": PHONE}).json()["pending"], [])

    def test_what_another_member_has_proven_is_not_taken(self):
        self.me("PATCH", "me", json={"email": self.other.email})
        mail = self.last_mail(self.other.email)
        self.assertIn("already a member", mail.subject)
        self.assertProblem(self.verify("000000", email=self.other.email), 403, "code_invalid")
        self.assertEqual(self.env["mcrm.identity"].search([("value", "=", self.other.email)]).partner_id, self.other)

    def test_the_code_of_one_member_is_of_no_use_to_another(self):
        self.me("PATCH", "me", json={"email": NEW})
        code = self.last_code(NEW)
        body = {"email": NEW, "code": code}
        theirs = self.ask("POST", "me/contact/verify", token=self.other_tokens["access"], json=body)
        self.assertProblem(theirs, 403, "code_invalid")
        self.ask("PATCH", "me", token=self.other_tokens["access"], json={"email": NEW})
        self.assertEqual(self.verify(code).status_code, 200, "somebody else asking makes mine no worse")

    def test_codes_are_limited(self):
        answers = [self.me("PATCH", "me", json={"email": NEW}).status_code for _time in range(6)]
        self.assertEqual(answers, [200] * 5 + [429])


@tagged("post_install", "-at_install")
class TestDevices(ApiCase):
    def test_list_and_sign_out(self):
        tablet = sign_in(self.env, self.member)
        self.flush()
        items = self.me("GET", "me/sessions").json()["items"]
        self.assertEqual(sorted(item["is_current"] for item in items), [False, True])
        other = next(item["id"] for item in items if not item["is_current"])
        self.assertEqual(self.me("DELETE", f"me/sessions/{other}").status_code, 204)
        self.assertProblem(self.ask("GET", "me", token=tablet["access"]), 401, "unauthenticated")
        self.assertProblem(
            self.ask("POST", "auth/refresh", json={"refresh_token": tablet["refresh"]}), 401, "refresh_invalid"
        )
        self.assertEqual(len(self.me("GET", "me/sessions").json()["items"]), 1)
        self.assertProblem(self.me("DELETE", f"me/sessions/{other}"), 404, "not_found")

    def test_a_stolen_refresh_token_is_told(self):
        first = {"refresh_token": self.tokens["refresh"]}
        self.ask("POST", "auth/refresh", json=first)
        for _time in range(2):
            self.assertProblem(self.ask("POST", "auth/refresh", json=first), 401, "refresh_invalid")
        told = self.env["mcrm.push.message"].search([("partner_id", "=", self.member.id)])
        self.assertEqual(told.mapped("title"), ["We signed a device out"])
        self.assertIn("Test phone", told.body)


@tagged("post_install", "-at_install")
class TestLeaving(ApiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.card = give_points(cls.env, cls.member, 120)
        cls.voucher = cls.promo._mcrm_claim(cls.member, cls.now, "leaving")
        venue = make_venue(cls.env, make_tables(cls.env))
        start = cls.env.company._mcrm_local(cls.now + timedelta(days=3)).replace(hour=19, minute=0, second=0)
        cls.reservation = cls.env["mcrm.reservation"]._mcrm_book(
            venue, cls.member, start.replace(microsecond=0), 2, "For Ayu Lestari", cls.now, "leaving"
        )
        cls.member.write({"street": "Jalan Kenanga 7", "comment": "Ayu Lestari likes oat milk"})
        cls.member._mcrm_record_consent("terms", True, "2026-11", "app", cls.now)
        device = {"kind": "fcm", "token": "f" * 40, "installation": "phone-1"}
        cls.env["mcrm.push.device"]._mcrm_register(cls.member, device, cls.now)
        cls.member._mcrm_tell("password_changed", cls.env.company)

    def leave(self, **proof):
        token = self.me("DELETE", "me").json()["confirmation_token"]
        return self.me("DELETE", "me", json={"confirmation_token": token, **proof})

    def test_export_holds_everything(self):
        self.make_order()
        answer = self.me("GET", "me/export")
        self.assertEqual(answer.status_code, 200, answer.text)
        data = answer.json()
        self.assertTrue(all(data.values()), data)
        self.assertEqual(data["points_history"][0]["points"], 120)
        self.assertEqual(data["reservations"][0]["note"], "For Ayu Lestari")
        self.assertNotIn("f" * 40, answer.text)
        self.assertNotIn("argon2", answer.text)
        theirs = self.ask("GET", "me/export", token=self.other_tokens["access"]).text
        for mine in (EMAIL, PHONE, "Kenanga", "Ayu"):
            self.assertNotIn(mine, theirs)

    def test_the_first_call_warns_and_changes_nothing(self):
        for _time in range(2):
            answer = self.me("DELETE", "me")
            self.assertEqual(answer.status_code, 200, answer.text)
            self.assertEqual(answer.json()["status"], "confirmation_required")
            self.assertEqual(answer.json()["lost"], {"points": 120, "vouchers": 1, "reservations": 1})
        self.assertEqual(self.me("GET", "me").status_code, 200)

    def test_it_needs_the_token_and_the_password(self):
        self.assertProblem(self.leave(password="wrong"), 403, "password_wrong")
        self.assertProblem(self.leave(code="000000"), 403, "code_invalid")
        forged = self.me("DELETE", "me", json={"confirmation_token": "9999999999." + "0" * 64, "password": PASSWORD})
        self.assertProblem(forged, 403, "confirmation_invalid")
        token = self.ask("DELETE", "me", token=self.other_tokens["access"]).json()["confirmation_token"]
        foreign = self.me("DELETE", "me", json={"confirmation_token": token, "password": PASSWORD})
        self.assertProblem(foreign, 403, "confirmation_invalid")
        self.assertTrue(self.member.active)

    def test_a_code_does_instead_of_the_password(self):
        self.ask("POST", "auth/otp", json={"identifier": EMAIL})
        self.assertEqual(self.leave(code=self.last_code(EMAIL)).json()["status"], "deleted")

    def test_what_is_personal_is_gone_and_what_the_books_need_stays(self):
        order, program = self.make_order(), make_program(self.env, "promo", "Another")
        self.flush()
        self.assertEqual(self.leave(password=PASSWORD).json()["status"], "deleted")
        self.assertProblem(self.me("GET", "me"), 401, "unauthenticated")
        self.assertProblem(
            self.ask("POST", "auth/login", json={"identifier": EMAIL, "password": PASSWORD}), 401, "invalid_credentials"
        )
        self.env.invalidate_all()
        self.assertEqual((self.card.points, self.voucher.mcrm_state), (0, "cancelled"))
        last = self.card.history_ids.sorted("id")[-1]
        self.assertEqual((last.mcrm_kind, last.used, last.mcrm_balance), ("adjust", 120, 0))
        self.assertEqual((self.reservation.state, self.reservation.note), ("cancelled", False))
        self.assertTrue(order.exists())
        self.assertFalse(self.member.active)
        self.assertEqual(len(self.member.mcrm_consent_ids), 1, "evidence, without a name")
        self.assertEqual(self.other.name, "Budi Santoso")
        self.assertTrue(program.active)
        self.assertEqual(self.traces("Ayu Lestari", EMAIL, PHONE, "Kenanga", "f" * 40), [])

    def traces(self, *words):
        """:return: table.column where one of these words can still be read, but for the farewell (list of str)"""
        self.flush()
        self.cr.execute(
            """SELECT table_name, column_name FROM information_schema.columns
                WHERE table_schema = 'public' AND data_type IN ('character varying', 'text', 'jsonb')
                  AND table_name IN (SELECT tablename FROM pg_tables WHERE schemaname = 'public')
                  AND table_name NOT IN ('ir_model_fields', 'ir_ui_view', 'ir_translation')"""
        )
        found = []
        for table, column in self.cr.fetchall():
            self.cr.execute(
                f'SELECT 1 FROM "{table}" WHERE "{column}"::text ~ %s LIMIT 1', ("|".join(map(_quoted, words)),)
            )
            if self.cr.fetchone() and (table, column) != ("mail_mail", "email_to"):
                found.append(f"{table}.{column}")
        return found

    def test_who_works_here_keeps_the_contact_and_leaves_as_a_member(self):
        user = self.env["res.users"].create(
            {"name": "Ayu", "login": "ayu-barista", "partner_id": self.member.id, "group_ids": [(6, 0, [])]}
        )
        self.flush()
        self.assertEqual(self.leave(password=PASSWORD).json()["status"], "deleted")
        self.env.invalidate_all()
        self.assertTrue(user.partner_id.active)
        self.assertFalse(user.partner_id.mcrm_member_number)
        self.assertEqual(user.partner_id.email, EMAIL)

    def test_who_left_may_come_back_as_somebody_new(self):
        former = self.member.mcrm_member_number
        self.leave(password=PASSWORD)
        form = {
            "name": "Ayu Lestari",
            "email": EMAIL,
            "phone": PHONE,
            "birth_date": "1998-11-24",
            "password": PASSWORD,
            "consents": [{"purpose": "terms", "version": "1"}],
        }
        self.ask("POST", "auth/register", json=form)
        session = self.ask("POST", "auth/verify", json={"email": EMAIL, "code": self.last_code(EMAIL)}).json()
        self.assertNotEqual(session["member"]["member_number"], former)
        self.assertEqual(session["member"]["points"]["balance"], 0)


def _quoted(word):
    return word.replace("+", r"\+").replace(".", r"\.")
