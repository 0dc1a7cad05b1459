from datetime import timedelta

from odoo.tests import TransactionCase, tagged

from .common import NOW, PushBuilders, make_device


@tagged("post_install", "-at_install")
class TestDevice(PushBuilders, TransactionCase):
    def devices(self, partner):
        return self.env["mcrm.push.device"].search([("partner_id", "=", partner.id)])

    def test_a_device_is_registered_with_what_it_tells(self):
        device = make_device(self.member, language="id", app_version="1.2")
        self.assertRecordValues(
            device,
            [
                {
                    "partner_id": self.member.id,
                    "company_id": self.company.id,
                    "kind": "fcm",
                    "token": "token-1",
                    "platform": "android",
                    "language": "id",
                    "app_version": "1.2",
                    "last_seen": NOW,
                }
            ],
        )

    def test_registering_again_refreshes(self):
        device = make_device(self.member)
        vals = {"kind": "fcm", "token": "token-1", "installation": "app of token-1", "app_version": "2.0"}
        again = device._mcrm_register(self.member, vals, NOW + timedelta(days=1))
        self.assertEqual(again, device)
        self.assertEqual((device.app_version, device.last_seen), ("2.0", NOW + timedelta(days=1)))

    def test_a_new_token_of_the_same_installation_replaces_the_old_one(self):
        make_device(self.member, "old", installation="phone")
        device = make_device(self.member, "new", installation="phone")
        self.assertEqual(self.devices(self.member), device)

    def test_a_token_moves_with_its_owner_and_takes_no_message_along(self):
        make_device(self.member)
        delivery = self.make_message().delivery_ids
        device = make_device(self.other)
        self.assertFalse(self.devices(self.member))
        self.assertEqual(self.devices(self.other), device)
        self.assertEqual((delivery.state, delivery.device_id.id), ("gone", False))

    def test_installations_of_two_members_may_have_the_same_name(self):
        make_device(self.member, "a", installation="phone")
        make_device(self.other, "b", installation="phone")
        self.assertTrue(self.devices(self.member) and self.devices(self.other))

    def test_long_tokens_are_told_apart(self):
        one, two = (make_device(self.member, "x" * 4000 + end) for end in ("1", "2"))
        self.assertNotEqual(one, two)

    def test_forgetting_concerns_only_the_own_device(self):
        make_device(self.member, "a", installation="phone")
        make_device(self.other, "b", installation="phone")
        self.env["mcrm.push.device"]._mcrm_forget(self.member, "phone")
        self.env["mcrm.push.device"]._mcrm_forget(self.member, "phone")
        self.assertFalse(self.devices(self.member))
        self.assertTrue(self.devices(self.other))
