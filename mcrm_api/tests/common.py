"""Builders for tests that talk to the API as phones do."""

import re
import secrets
from datetime import date, timedelta
from unittest.mock import patch

from odoo.tests import HttpCase

from odoo.addons.mcrm_loyalty.tools.ledger import GIFT, Move

from ..dispatch.route import BASE
from ..passwords import HASHER
from ..tools.secrets import digest

PASSWORD = "kopi-susu-1"
PASSWORD_HASH = HASHER.hash(PASSWORD)
CODE = re.compile(r"\b\d{6}\b")
BIRTH = date(1998, 11, 24)


def make_member(env, name="Ayu Lestari", email="ayu@example.com", phone="+6281200000101", password_hash=PASSWORD_HASH):
    """:return: a member with e-mail, phone and password (res.partner)"""
    partner = env["res.partner"].create(
        {"name": name, "email": email, "phone": phone, "mcrm_birth_date": BIRTH, "lang": "en_US"}
    )
    partner._mcrm_enrol(date(2026, 1, 2))
    company, now = env.company, env.cr.now().replace(tzinfo=None)
    env["mcrm.identity"].create(
        [
            {"partner_id": partner.id, "company_id": company.id, "kind": "email", "value": email, "verified_at": now},
            {"partner_id": partner.id, "company_id": company.id, "kind": "phone", "value": phone},
        ]
    )
    env["mcrm.api.credential"]._mcrm_set_password(partner, company, password_hash, now)
    return partner


def sign_in(env, partner, now=None, client="app"):
    """:return: kind → token (dict) of a new session"""
    now = now or env.cr.now().replace(tzinfo=None)
    _session, tokens = env["mcrm.api.session"]._mcrm_open(partner, env.company, client, "Test phone", now)
    return tokens


def make_program(env, role, title, **values):
    """:return: a published program with one order discount (loyalty.program)"""
    reward = {"reward_type": "discount", "discount": 20, "discount_mode": "percent", "required_points": 1}
    return env["loyalty.program"].create(
        {
            "name": title,
            "mcrm_role": role,
            "mcrm_title": title,
            "mcrm_summary": "20% off",
            "mcrm_terms": "One per visit.",
            "mcrm_published": True,
            "reward_ids": [(5, 0, 0), (0, 0, reward)],
            **values,
        }
    )


def give_points(env, partner, points, key=None):
    """:return: the member card after a gift of points (loyalty.card)"""
    card = partner._mcrm_member_program(env.company)._mcrm_card_of(partner)
    card._mcrm_book(
        [Move(GIFT, issued=points)], env.cr.now().replace(tzinfo=None), key or secrets.token_hex(8), "Welcome"
    )
    return card


class ApiCase(HttpCase):
    """A café with two members; `ask` is a phone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("id_ID")
        cls.env.company.partner_id.write({"tz": "Asia/Jakarta", "country_id": cls.env.ref("base.id").id})
        cls.env["ir.config_parameter"].set_param("mcrm_api.company_id", cls.env.company.id)
        # the café starts with nothing of what the database had before
        cls.env["loyalty.program"].search([("mcrm_role", "!=", False)]).action_archive()
        cls.env["mcrm.api.attempt"].search([]).unlink()
        cls.env["mcrm.api.challenge"].search([]).unlink()
        cls.points = cls.env["loyalty.program"].create(
            {"name": "Points", "mcrm_role": "member", "portal_point_name": "Poin", "sequence": -1}
        )
        cls.promo = make_program(cls.env, "promo", "Free refill", mcrm_member_limit=1, mcrm_quota=5)
        cls.reward = make_program(cls.env, "reward", "Cookie", mcrm_points_price=50)
        cls.member = make_member(cls.env)
        cls.other = make_member(cls.env, "Budi Santoso", "budi@example.com", "+6281200000102")
        cls.tokens = sign_in(cls.env, cls.member)
        cls.other_tokens = sign_in(cls.env, cls.other)
        cls.now = cls.env.cr.now().replace(tzinfo=None)

    def setUp(self):
        super().setUp()
        # the member is a phone: no cookie of Odoo's web client
        self.opener.cookies.clear()

    def ask(self, method, path, token=None, key=None, lang="en", headers=None, **kwargs):
        """:return: the response to one call, with the member's language and token (requests.Response)"""
        sent = {"Accept-Language": lang, **(headers or {})}
        if token:
            sent["Authorization"] = f"Bearer {token}"
        if key:
            sent["Idempotency-Key"] = key
        return self.url_open(f"{BASE}/{path}", method=method, headers=sent, allow_redirects=False, **kwargs)

    def me(self, method, path, **kwargs):
        """:return: `ask` as the member"""
        return self.ask(method, path, token=self.tokens["access"], **kwargs)

    def new_key(self):
        """:return: an Idempotency-Key (str)"""
        return secrets.token_hex(16)

    def make_order(self, **values):
        """:return: a paid order of the member, written directly: the till is not what is tried here (pos.order)"""
        config = self.env["pos.config"].search([("company_id", "=", self.env.company.id)], limit=1)
        config = config or self.env["pos.config"].create({"name": "Register"})
        config.open_ui()
        order = self.env["pos.order"].create(
            {
                "session_id": config.current_session_id.id,
                "partner_id": self.member.id,
                "amount_total": 0,
                "amount_tax": 0,
                "amount_paid": 0,
                "amount_return": 0,
                **values,
            }
        )
        order.state = "paid"
        self.flush()
        return order

    def assertProblem(self, response, status, code):
        """:return: the problem's body (dict)"""
        self.assertEqual(response.status_code, status, response.text)
        self.assertEqual(response.headers["Content-Type"], "application/problem+json")
        body = response.json()
        self.assertEqual(set(body), {"type", "title", "status", "detail", "code", "fields"})
        self.assertEqual((body["status"], body["code"]), (status, code))
        self.assertTrue(body["detail"])
        self.assertNotIn("Traceback", response.text)
        return body

    def expire(self, tokens):
        """Let the access token of a pair run out."""
        token = self.env["mcrm.api.token"].search([("digest", "=", digest(tokens["access"]))])
        token.expires_at = self.now - timedelta(seconds=1)
        self.env.flush_all()

    def deliver(self):
        """What the cron does a moment after a code was asked for."""
        self.flush()
        with patch.object(type(self.env["ir.cron"]), "_commit_progress", lambda *args, **kwargs: 60):
            self.env["mcrm.api.challenge"]._cron_send()
        self.flush()

    def last_mail(self, email):
        """:return: the last e-mail to an address (mail.mail), after what waits was delivered"""
        self.deliver()
        return self.env["mail.mail"].search([("email_to", "=", email)], order="id desc", limit=1)

    def last_code(self, contact):
        """:return: the code last sent to an e-mail address or phone number (str)"""
        if "@" in contact:
            return CODE.search(self.last_mail(contact).subject)[0]
        self.deliver()
        return CODE.search(self.env["sms.sms"].search([("number", "=", contact)], order="id desc", limit=1).body)[0]

    def flush(self):
        """What the test wrote must be seen by the server's own cursor."""
        self.env.flush_all()
        self.env.invalidate_all()
