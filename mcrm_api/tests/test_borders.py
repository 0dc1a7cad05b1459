"""Two worlds that do not open each other: members and the API here, users and Odoo there."""

import xmlrpc.client
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import get_db_name, new_test_user, tagged
from odoo.tools import mute_logger

from ..dispatch.route import ROUTES
from .common import PASSWORD, ApiCase, give_points

XMLRPC = "odoo.addons.rpc.controllers.xmlrpc"
EMAIL = "ayu@example.com"
LOYALTY = ("loyalty.card", "loyalty.history", "loyalty.program", "loyalty.reward", "loyalty.rule")
FIELDS = ("mcrm_member_number", "mcrm_birth_date", "mcrm_staff_note", "mcrm_identity_ids", "mcrm_consent_ids")


@tagged("post_install", "-at_install")
class TestBorders(ApiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        groups = "base.group_user,point_of_sale.group_pos_user"
        cls.cashier = new_test_user(cls.env, "mcrm_border_cashier", groups=groups, password="cashier-1234")
        cls.portal = new_test_user(cls.env, "mcrm_border_portal", groups="base.group_portal", password="portal-1234")
        cls.card = give_points(cls.env, cls.member, 50)

    def key_of(self, user):
        keys = self.env["res.users.apikeys"].with_user(user).sudo()
        return keys._generate("rpc", "Border", fields.Datetime.now() + timedelta(hours=1))

    def test_staff_opens_nothing_of_the_api(self):
        self.authenticate("mcrm_border_cashier", "cashier-1234")
        key = self.key_of(self.cashier)
        self.flush()
        for route in (route for route in ROUTES if route.auth == "member"):
            path = route.template.replace("{", "").replace("}", "")
            for name in [part for part in path.split("/") if part.endswith("_id")]:
                path = path.replace(name, "1")
            for token in (None, key, "cashier-1234"):
                with self.subTest(route=route.template, token=token):
                    answer = self.ask(route.method, path, token=token, key=self.new_key())
                    self.assertProblem(answer, 401, "unauthenticated")

    def test_a_user_does_not_sign_in_as_a_member(self):
        for user, password in ((self.cashier, "cashier-1234"), (self.portal, "portal-1234")):
            body = {"identifier": user.email, "password": password}
            self.assertProblem(self.ask("POST", "auth/login", json=body), 401, "invalid_credentials")

    @mute_logger("odoo.addons.base.models.res_users", "odoo.http", XMLRPC)
    def test_a_member_opens_nothing_of_odoo(self):
        names = (EMAIL, self.member.name, self.member.mcrm_member_number, "__mcrm_api__")
        secrets = (PASSWORD, self.tokens["access"], self.tokens["refresh"], "")
        for name in names:
            for secret in secrets:
                self.assertFalse(self.xmlrpc_common.authenticate(get_db_name(), name, secret, {}), name)
        for name in names:
            form = {"login": name, "password": PASSWORD, "db": get_db_name()}
            body = {"jsonrpc": "2.0", "params": form}
            self.assertIn("error", self.url_open("/web/session/authenticate", json=body).json())
            self.url_open("/web/login", data={**form, "csrf_token": "x"})
            self.assertIn("/web/login", self.url_open("/odoo").url, "nobody is signed in")

    @mute_logger("odoo.http")
    def test_a_members_token_opens_no_rpc(self):
        for token in self.tokens.values():
            headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
            for path in ("/json/2/res.partner/search_read", "/json/2/loyalty.card/search_read"):
                answer = self.url_open(path, data="{}", headers=headers, method="POST")
                self.assertIn(answer.status_code, (401, 403), answer.text)
                self.assertNotIn(EMAIL, answer.text)
            call = {
                "jsonrpc": "2.0",
                "params": {"model": "res.partner", "method": "search", "args": [[]], "kwargs": {}},
            }
            answer = self.url_open("/web/dataset/call_kw", json=call, headers=headers)
            self.assertIn("error", answer.json())

    @mute_logger(XMLRPC)
    def test_a_portal_user_gets_nothing_of_ours(self):
        self.authenticate("mcrm_border_portal", "portal-1234")
        models = [name for name, model in self.env.registry.items() if name.startswith("mcrm.") and model._auto]
        self.assertGreater(len(models), 15)
        for model in (*models, *LOYALTY):
            with self.subTest(model=model):
                for operation in ("read", "write", "create", "unlink"):
                    self.assertFalse(self.env[model].with_user(self.portal).has_access(operation), operation)
                with self.assertRaises(AccessError):
                    self.env[model].with_user(self.portal).search([])
        with self.assertRaises(xmlrpc.client.Fault), mute_logger("odoo.http"):
            self.xmlrpc_object.execute_kw(
                get_db_name(), self.portal.id, "portal-1234", "loyalty.card", "search_read", [[]]
            )

    def test_a_portal_user_reads_no_member_field_even_of_their_own(self):
        own = self.portal.partner_id.with_user(self.portal)
        for name in FIELDS:
            with self.subTest(field=name), self.assertRaises(AccessError):
                own.read([name])

    @mute_logger("odoo.http")
    def test_a_portal_user_gets_no_picture_and_no_report(self):
        pixel = b"R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs="
        self.promo.mcrm_image = self.member.image_1920 = pixel
        self.flush()
        self.authenticate("mcrm_border_portal", "portal-1234")
        nothing = self.url_open("/web/image/loyalty.program/999999999/mcrm_image").content
        for model, record, field in (
            ("loyalty.program", self.promo, "mcrm_image"),
            ("res.partner", self.member, "image_1920"),
        ):
            shown = self.url_open(f"/web/image/{model}/{record.id}/{field}")
            self.assertTrue(shown.status_code == 404 or shown.content == nothing, model)
        reports = self.env["ir.actions.report"].search([("model", "in", ["loyalty.card", "mcrm.reservation"])])
        for report in reports:
            answer = self.url_open(f"/report/html/{report.report_name}/{self.card.id}")
            self.assertNotIn(self.member.name, answer.text)
            self.assertGreaterEqual(answer.status_code, 400, report.report_name)
