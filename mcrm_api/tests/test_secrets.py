"""What opens an account is written down nowhere."""

import logging.handlers
import queue
from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import ConcurrencyError
from odoo.service import model as service
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.mcrm_reservation.tests.common import make_tables, make_venue

from ..models.mcrm_api_request import McrmApiRequest
from .common import ApiCase, give_points
from .test_auth import REGISTRATION

EMAIL = "citra@example.com"
# the queues hold a message until it is sent: the code is what it says
QUEUES = {"mail_mail", "mail_message", "sms_sms"}


@tagged("post_install", "-at_install")
class TestSecrets(ApiCase):
    def test_neither_log_nor_answer_nor_table_tells_a_secret(self):
        records, root = queue.Queue(), logging.getLogger()
        handler = logging.handlers.QueueHandler(records)
        root.addHandler(handler)
        self.addCleanup(root.removeHandler, handler)
        secrets = self.use_everything()
        lines = []
        while not records.empty():
            lines.append(records.get().getMessage())
        self.assertTrue(lines)
        self.assertTrue(self.places(REGISTRATION["name"]), "what is there is found")
        log = "\n".join(lines)
        for name, secret in secrets.items():
            self.assertNotIn(secret, log, f"the log tells the {name}")
            self.assertEqual(self.places(secret), [], f"a table tells the {name}")

    def use_everything(self):
        """:return: every secret that was used on the way (dict of str)"""
        found = {
            "password": REGISTRATION["password"],
            "wrong password": "salah sekali 77",
            "new password": "baru 99 kali",
        }
        self.ask("POST", "auth/register", json=REGISTRATION)
        found["code"] = self.last_code(EMAIL)
        session = self.ask("POST", "auth/verify", json={"email": EMAIL, "code": found["code"]}).json()
        for password in (found["password"], found["wrong password"]):
            self.ask("POST", "auth/login", json={"identifier": EMAIL, "password": password})
        renewed = self.ask("POST", "auth/refresh", json={"refresh_token": session["refresh_token"]}).json()
        self.ask("POST", f"promos/{self.promo.id}/claim", token=renewed["access_token"], key=self.new_key())
        self.ask("POST", "auth/password/forgot", json={"identifier": EMAIL})
        found["reset code"] = self.last_code(EMAIL)
        body = {"identifier": EMAIL, "code": found["reset code"], "password": found["new password"]}
        last = self.ask("POST", "auth/password/reset", json=body).json()
        for name, answer in (("first", session), ("second", renewed), ("third", last)):
            found[f"{name} access token"], found[f"{name} refresh token"] = (
                answer["access_token"],
                answer["refresh_token"],
            )
        broken = self.ask("POST", "auth/login", json={"identifier": EMAIL, "password": {"x": found["password"]}})
        self.assertNotIn(found["password"], broken.text)
        return found

    def places(self, secret):
        """:return: table.column where a secret can be read (list of str)"""
        self.flush()
        self.cr.execute(
            """SELECT table_name, column_name FROM information_schema.columns
                WHERE table_schema = 'public' AND data_type IN ('character varying', 'text', 'jsonb')
                  AND table_name ~ '^(mcrm_|res_|mail_|sms_|bus_|ir_(attachment|logging|config|cron)|loyalty_)'"""
        )
        found = []
        for table, column in self.cr.fetchall():
            if table not in QUEUES:
                whole = r"\m" + secret + r"\M" if secret.isdecimal() else secret
                self.cr.execute(f'SELECT 1 FROM "{table}" WHERE "{column}"::text ~ %s LIMIT 1', (whole,))
                found += [f"{table}.{column}"] if self.cr.fetchone() else []
        return found


@tagged("post_install", "-at_install")
class TestRetry(ApiCase):
    """Odoo runs a request again when another transaction was in the way: what it did the first time is undone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        give_points(cls.env, cls.member, 50)
        cls.venue = make_venue(cls.env, make_tables(cls.env))

    @mute_logger("odoo.service.model")
    def retried(self, path, **kwargs):
        """:return: the answer to a request whose first run fails at its very end (requests.Response)"""
        close, runs = McrmApiRequest._mcrm_close, []

        def once_in_the_way(entry, response):
            close(entry, response)
            entry.flush_recordset()
            runs.append(response)
            if len(runs) == 1:
                raise ConcurrencyError("in the way")

        with patch.object(McrmApiRequest, "_mcrm_close", once_in_the_way), patch.object(service.time, "sleep"):
            answer = self.me("POST", path, key=self.new_key(), **kwargs)
        self.assertEqual(len(runs), 2)
        self.assertLess(answer.status_code, 300, answer.text)
        return answer

    def test_a_promo_is_claimed_once(self):
        self.retried(f"promos/{self.promo.id}/claim")
        self.assertEqual(len(self.me("GET", "vouchers").json()["items"]), 1)

    def test_a_reward_is_paid_once(self):
        self.retried(f"rewards/{self.reward.id}/redeem")
        self.assertEqual(self.me("GET", "me/points").json()["balance"], 0)
        self.assertEqual(len(self.me("GET", "me/points/history").json()["items"]), 2)

    def test_a_table_is_taken_once(self):
        day = self.env.company._mcrm_today(self.now) + timedelta(days=2)
        path = f"venues/{self.venue.id}/availability?date={day}&party_size=2"
        start = self.me("GET", path).json()["slots"][0]["start"]
        self.retried("reservations", json={"venue_id": self.venue.id, "start": start, "party_size": 2})
        self.assertEqual(len(self.me("GET", "reservations").json()["items"]), 1)
        told = self.env["mcrm.push.message"].search_count([("partner_id", "=", self.member.id)])
        self.assertEqual(told, 1)

    def test_a_registration_is_one(self):
        self.retried("auth/register", json=REGISTRATION)
        self.last_code(EMAIL)
        self.assertEqual(self.env["mail.mail"].search_count([("email_to", "=", EMAIL)]), 1)
