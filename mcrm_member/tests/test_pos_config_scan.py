from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..exceptions import Refusal
from ..tools import qr_token
from .common import NOW, MemberCase

ORDER = {"uuid": "11111111-2222-3333-4444-555555555555", "partner_id": False}


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestScan(MemberCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.config = cls.env["pos.config"].create({"name": "Till"})

    def scan(self, text, user=None, order=None):
        return self.config.with_user(user or self.cashier).mcrm_scan(text, order or ORDER)

    def token(self, now=NOW):
        return self.member._mcrm_member_token(now)[0]

    def test_a_member_is_recognised(self):
        result = self.scan(self.token())
        self.assertEqual((result["status"], result["kind"], result["code"]), ("ok", "member", "ok"))
        self.assertEqual(result["title"], "Ayu Lestari")
        self.assertEqual(result["data"], {"partner_id": self.member.id, "may_spend": True})
        (row,) = result["records"]["res.partner"]
        self.assertEqual((row["id"], row["mcrm_member_number"]), (self.member.id, self.member.mcrm_member_number))

    def test_rows_are_those_the_till_loads(self):
        (row,) = self.scan(self.token())["records"]["res.partner"]
        self.assertEqual(set(row), {"id", *self.env["res.partner"]._load_pos_data_fields(self.config)})

    def test_a_forged_code_is_refused(self):
        text = self.token()
        self.assert_refused(text[:-1] + ("A" if text[-1] != "A" else "B"), "member", "member_forged")

    def test_an_old_code_is_refused(self):
        self.assert_refused(self.token(NOW - timedelta(minutes=5)), "member", "member_expired")

    def test_a_damaged_code_is_refused(self):
        self.assert_refused("M1.123", "member", "member_unreadable")

    def test_a_static_code_identifies_without_spending(self):
        text = qr_token.issue("M1", [self.member.mcrm_member_number, 0], self.company._mcrm_key("member"))
        self.assertFalse(self.scan(text)["data"]["may_spend"])

    def test_an_unknown_kind_is_refused(self):
        for text in ("Z9.ABC.ABCDEFGHIJKLMNOP", "8990001234567", "", "M" * 10_000):
            self.assert_refused(text, "unknown", "code_unknown")

    def test_whatever_the_browser_sends_is_survived(self):
        for order in (None, [], "x", {"uuid": {}, "partner_id": "1"}, {"partner_id": -1}):
            self.assertEqual(self.config.with_user(self.cashier).mcrm_scan(self.token(), order)["status"], "ok")
        self.assertEqual(self.config.with_user(self.cashier).mcrm_scan(None, ORDER)["status"], "refused")

    def test_the_manager_may_scan_too(self):
        self.assertEqual(self.scan(self.token(), self.manager)["status"], "ok")

    def test_nobody_else_may_scan(self):
        for user in (self.employee, self.portal, self.nobody):
            with self.assertRaises(AccessError):
                self.scan(self.token(), user)

    def test_a_member_of_another_company_is_refused(self):
        other = self.env["res.company"].create({"name": "Other Café"})
        self.assert_refused(self.member.with_company(other)._mcrm_member_token(NOW)[0], "member", "member_forged")

    def test_a_refusing_handler_leaves_nothing_behind(self):
        def refuse(config, _text, _order, _now):
            config.env["res.partner"].sudo().create({"name": "Left behind"})
            raise Refusal("not_today", "Come back tomorrow.")

        with patch.object(self.env.registry["pos.config"], "_mcrm_scan_member", refuse):
            result = self.scan(self.token())
        self.assertEqual((result["status"], result["code"]), ("refused", "not_today"))
        self.assertEqual(result["message"], "Come back tomorrow.")
        self.assertFalse(self.env["res.partner"].search([("name", "=", "Left behind")]))

    def assert_refused(self, text, kind, code):
        result = self.scan(text)
        self.assertEqual((result["status"], result["kind"], result["code"]), ("refused", kind, code))
        self.assertTrue(result["message"])
        self.assertEqual((result["records"], result["data"]), ({}, {}))
