from odoo.tests import tagged

from .common import ApiCase


@tagged("post_install", "-at_install")
class TestPush(ApiCase):
    def tell(self, title, partner=None):
        partner = partner or self.member
        message = self.env["mcrm.push.message"].create({"partner_id": partner.id, "title": title, "body": "…"})
        self.flush()
        return message

    def inbox(self, query=""):
        return self.me("GET", f"me/notifications{query}").json()

    def test_inbox_pages_and_is_read(self):
        messages = [self.tell(f"News {number}") for number in range(3)]
        foreign = self.tell("Not yours", self.other)
        first = self.inbox("?limit=2")
        self.assertEqual([item["title"] for item in first["items"]], ["News 2", "News 1"])
        second = self.inbox(f"?limit=2&cursor={first['next_cursor']}")
        self.assertEqual(([item["title"] for item in second["items"]], second["next_cursor"]), (["News 0"], None))
        self.assertEqual(self.me("GET", "home").json()["unread_notifications"], 3)

        ids = [messages[2].id, foreign.id]
        self.assertEqual(self.me("POST", "me/notifications/read", json={"ids": ids}).status_code, 204)
        self.assertEqual([item["read"] for item in self.inbox()["items"]], [True, False, False])
        self.me("POST", "me/notifications/read", json={"up_to": messages[1].id})
        self.assertEqual([item["read"] for item in self.inbox()["items"]], [True, True, True])
        self.assertFalse(foreign.read_at)
        self.assertEqual(self.me("GET", "home").json()["unread_notifications"], 0)

    def test_either_ids_or_up_to(self):
        for body in ({}, {"ids": [1], "up_to": 1}):
            refused = self.me("POST", "me/notifications/read", json=body)
            self.assertEqual(set(self.assertProblem(refused, 422, "validation_failed")["fields"]), {"body"})

    def test_a_device_is_registered_once_and_forgotten(self):
        body = {"kind": "fcm", "token": "t" * 40, "platform": "android", "language": "id", "app_version": "1.0"}
        for _time in range(2):
            answer = self.me("PUT", "me/devices/install-1", json=body)
            self.assertEqual(answer.status_code, 200, answer.text)
            self.assertEqual((answer.json()["id"], answer.json()["platform"]), ("install-1", "android"))
            self.assertNotIn("token", answer.json())
        devices = self.env["mcrm.push.device"]
        self.assertEqual(devices.search_count([("partner_id", "=", self.member.id)]), 1)
        self.ask("DELETE", "me/devices/install-1", token=self.other_tokens["access"])
        self.assertEqual(devices.search_count([("partner_id", "=", self.member.id)]), 1, "not theirs to forget")
        for _time in range(2):
            self.assertEqual(self.me("DELETE", "me/devices/install-1").status_code, 204)
        self.assertEqual(devices.search_count([("partner_id", "=", self.member.id)]), 0)

    def test_preferences_are_consents(self):
        self.assertEqual(self.me("GET", "me/preferences").json(), {"marketing": False, "quiet_hours": None})
        for _time in range(2):
            answer = self.me("PUT", "me/preferences", json={"marketing": True})
            self.assertEqual(answer.json(), {"marketing": True, "quiet_hours": None})
        self.assertEqual(len(self.member.mcrm_consent_ids), 1)
        self.me("PUT", "me/preferences", json={"marketing": False})
        self.assertEqual(self.me("GET", "me/preferences").json()["marketing"], False)
        self.assertEqual(len(self.member.mcrm_consent_ids), 2, "a change of mind is a new row")

    def test_quiet_hours_are_not_pretended(self):
        hours = {"from": "21:00", "to": "08:00"}
        refused = self.me("PUT", "me/preferences", json={"marketing": True, "quiet_hours": hours})
        self.assertEqual(set(self.assertProblem(refused, 422, "validation_failed")["fields"]), {"quiet_hours"})
