import importlib.util
import json
from datetime import datetime, timezone
from pathlib import Path

from odoo.tests import new_test_user

NOW = datetime(2026, 11, 24, 3, tzinfo=timezone.utc).replace(tzinfo=None)
FAKES = Path(__file__).resolve().parents[2] / "tests/fakes"


def load_fake(name):
    """The fakes belong to the whole project and lie beside the addons, outside of Odoo's packages.

    :return: the module (module)
    """
    spec = importlib.util.spec_from_file_location(f"mcrm_fake_{name}", FAKES / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


fake_fcm = load_fake("fcm")
# One key for all tests that send nothing: making one takes a while.
ACCOUNT = json.dumps(fake_fcm.FakeFcm().account)


def make_device(partner, token="token-1", **vals):
    """:return: a registered device (mcrm.push.device)"""
    vals = {"kind": "fcm", "token": token, "installation": f"app of {token}", "platform": "android", **vals}
    return partner.env["mcrm.push.device"]._mcrm_register(partner, vals, NOW)


class PushBuilders:
    """What push tests need; for a TransactionCase."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.company.mcrm_fcm_service_account = ACCOUNT
        cls.member = cls.make_member("Sari")
        cls.other = cls.make_member("Budi")
        cls.cashier = new_test_user(cls.env, "push_cashier", groups="base.group_user,point_of_sale.group_pos_user")
        cls.manager = new_test_user(cls.env, "push_manager", groups="base.group_user,point_of_sale.group_pos_manager")

    @classmethod
    def make_member(cls, name):
        partner = cls.env["res.partner"].create({"name": name, "email": f"{name.lower()}@example.com"})
        partner._mcrm_enrol(NOW.date())
        return partner

    def messages(self, partner):
        return self.env["mcrm.push.message"]._mcrm_inbox(partner, 10)

    def make_message(self, partner=None, **vals):
        vals = {"partner_id": (partner or self.member).id, "title": "Hello", "body": "Coffee is ready.", **vals}
        return self.env["mcrm.push.message"].create(vals)
