from datetime import timedelta

from argon2 import PasswordHasher

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, new_test_user, tagged

from ..passwords import hash_password
from .common import make_member, sign_in


@tagged("post_install", "-at_install")
class TestSessions(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = make_member(cls.env)
        cls.now = fields.Datetime.now()
        cls.tokens = sign_in(cls.env, cls.member, cls.now)
        cls.sessions = cls.env["mcrm.api.session"]
        cls.session = cls.sessions.search([("partner_id", "=", cls.member.id)])

    def test_a_manager_revokes_a_device(self):
        manager = new_test_user(self.env, "mcrm_api_manager", groups="base.group_user,mcrm_member.group_manager")
        self.session.with_user(manager).action_revoke()
        self.assertEqual(self.session.revoked_reason, "manager")
        self.assertFalse(self.session.is_active)
        self.assertEqual(self.sessions._mcrm_refresh(self.tokens["refresh"], self.now), (self.sessions, {}))

    def test_nobody_else_sees_devices_and_nobody_sees_secrets(self):
        cashier = new_test_user(self.env, "mcrm_api_cashier", groups="base.group_user,point_of_sale.group_pos_user")
        portal = new_test_user(self.env, "mcrm_api_portal", groups="base.group_portal")
        manager = new_test_user(self.env, "mcrm_api_manager", groups="base.group_user,mcrm_member.group_manager")
        for user in (cashier, portal):
            with self.assertRaises(AccessError):
                self.sessions.with_user(user).search([])
        for model in ("credential", "token", "registration", "request", "attempt", "challenge"):
            for user in (cashier, portal, manager, self.env.ref("base.user_admin")):
                with self.assertRaises(AccessError):
                    self.env[f"mcrm.api.{model}"].with_user(user).search([])

    def test_refresh_tokens_run_out(self):
        later = self.now + timedelta(days=91)
        self.assertEqual(self.sessions._mcrm_refresh(self.tokens["refresh"], later), (self.sessions, {}))
        self.assertTrue(self.session.is_active, "running out is no theft")

    def test_an_access_token_refreshes_nothing(self):
        self.assertEqual(self.sessions._mcrm_refresh(self.tokens["access"], self.now), (self.sessions, {}))

    def test_the_device_list_finds_the_signed_in(self):
        other = sign_in(self.env, self.member, self.now)
        self.sessions._mcrm_refresh(other["refresh"], self.now)
        self.session._mcrm_revoke("logout", self.now)
        found = self.sessions.search([("partner_id", "=", self.member.id), ("is_active", "=", True)])
        self.assertEqual(len(found), 1)
        self.assertNotIn(self.session, found)

    def test_a_hash_of_weaker_parameters_is_renewed(self):
        weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("kopi hitam")
        credential = self.env["mcrm.api.credential"].search([("partner_id", "=", self.member.id)])
        credential.password_hash = weak
        check = self.env["mcrm.api.credential"]._mcrm_check
        self.assertEqual(check(self.env.company, "ayu@example.com", "kopi hitam", self.now), self.member)
        self.assertNotEqual(credential.password_hash, weak)

    def test_one_password_for_a_member(self):
        new = hash_password("another one")
        self.env["mcrm.api.credential"]._mcrm_set_password(self.member, self.env.company, new, self.now)
        self.assertEqual(self.env["mcrm.api.credential"].search_count([("partner_id", "=", self.member.id)]), 1)

    def test_old_rows_are_swept(self):
        self.env["mcrm.api.attempt"].create({"subject": "x", "at": self.now - timedelta(days=2)})
        old = self.env["mcrm.api.token"].search([("session_id", "=", self.session.id)])
        old.expires_at = self.now - timedelta(days=1)
        self.env["mcrm.api.attempt"]._gc_attempts()
        self.env["mcrm.api.token"]._gc_tokens()
        self.assertFalse(self.env["mcrm.api.attempt"].search([("subject", "=", "x")]))
        self.assertFalse(old.exists())
