from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, new_test_user, tagged

from .common import PushBuilders, make_device

MODELS = ("mcrm.push.device", "mcrm.push.message", "mcrm.push.delivery")
OPERATIONS = ("read", "write", "create", "unlink")


@tagged("post_install", "-at_install")
class TestAccess(PushBuilders, TransactionCase):
    def rights(self, user, model):
        return {each for each in OPERATIONS if self.env[model].with_user(user).has_access(each)}

    def test_nobody_portal_and_cashiers_reach_nothing(self):
        portal = new_test_user(self.env, "push_portal", groups="base.group_portal")
        for user in (self.env.ref("base.public_user"), portal, self.cashier):
            for model in MODELS:
                self.assertEqual(self.rights(user, model), set(), f"{user.login} {model}")

    def test_a_manager_looks_and_removes_devices(self):
        self.assertEqual(self.rights(self.manager, "mcrm.push.device"), {"read", "unlink"})
        self.assertEqual(self.rights(self.manager, "mcrm.push.message"), {"read"})
        self.assertEqual(self.rights(self.manager, "mcrm.push.delivery"), {"read"})

    def test_the_address_of_a_device_is_read_by_the_system_only(self):
        device = make_device(self.member).with_user(self.manager)
        self.assertTrue(device.read(["platform"]))
        for field in ("token", "token_hash"):
            with self.assertRaises(AccessError):
                device.read([field])

    def test_a_manager_removes_a_device_and_its_deliveries_end(self):
        device = make_device(self.member)
        delivery = self.make_message().delivery_ids
        device.with_user(self.manager).unlink()
        self.assertEqual(delivery.state, "gone")

    def test_a_cashier_cannot_ask_for_another_try(self):
        make_device(self.member)
        with self.assertRaises(AccessError):
            self.make_message().delivery_ids.with_user(self.cashier).action_retry()

    def test_other_companies_see_nothing(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = new_test_user(
            self.env,
            "push_stranger",
            groups="base.group_user,point_of_sale.group_pos_manager",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        device = make_device(self.member)
        message = self.make_message()
        for record in (device, message, message.delivery_ids):
            self.assertFalse(record.with_user(stranger).search([("id", "=", record.id)]))
            with self.assertRaises(AccessError):
                record.with_user(stranger).read(["company_id"])
