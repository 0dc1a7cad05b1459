from odoo.tests import tagged

from odoo.addons.mcrm_member.tools import qr_token

from .common import ApiCase, give_points


@tagged("post_install", "-at_install")
class TestMember(ApiCase):
    def test_profile(self):
        give_points(self.env, self.member, 120)
        self.flush()
        self.assertEqual(
            self.me("GET", "me").json(),
            {
                "member_number": self.member.mcrm_member_number,
                "name": "Ayu Lestari",
                "email": "ayu@example.com",
                "phone": "+6281200000101",
                "birth_date": "1998-11-24",
                "joined_on": "2026-01-02",
                "language": "en",
                "tier": None,
                "points": {"balance": 120, "name": "Poin"},
            },
        )

    def test_balance_is_the_ledgers(self):
        give_points(self.env, self.member, 120)
        self.flush()
        ours = self.me("GET", "me/points").json()
        theirs = self.member._mcrm_points(self.env.company)
        self.assertEqual(ours, {"balance": theirs["balance"], "name": theirs["name"]})

    def test_change_profile(self):
        change = {"name": "Ayu L.", "birth_date": "2000-02-29", "language": "id"}
        answer = self.me("PATCH", "me", json=change).json()
        self.assertEqual({field: answer[field] for field in change}, change)
        self.assertEqual(self.me("GET", "me").json(), answer)
        refused = self.me("PATCH", "me", json={"points": 1000, "name": ""})
        self.assertEqual(set(self.assertProblem(refused, 422, "validation_failed")["fields"]), {"points", "name"})

    def test_qr_identifies_the_member(self):
        answer = self.me("GET", "me/qr").json()
        token = qr_token.read(answer["text"], self.env.company._mcrm_key("member"))
        self.assertEqual(token.fields[0], self.member.mcrm_member_number)
        self.assertEqual(answer["policy"], "rotating")
        self.assertTrue(answer["expires_at"].endswith("+07:00"))
        self.env.company.mcrm_qr_policy = "static"
        self.flush()
        self.assertIsNone(self.me("GET", "me/qr").json()["expires_at"])

    def test_history_pages_to_the_end(self):
        for number in range(5):
            give_points(self.env, self.member, 10, key=f"gift{number}")
        give_points(self.env, self.other, 999)
        self.flush()
        items, cursor = [], ""
        while cursor is not None:
            page = self.me("GET", f"me/points/history?limit=2{cursor and f'&cursor={cursor}'}").json()
            items += page["items"]
            cursor = page["next_cursor"]
        self.assertEqual([item["balance"] for item in items], [50, 40, 30, 20, 10])
        self.assertEqual({item["points"] for item in items}, {10})

    def test_wrong_query_fields_are_named(self):
        refused = self.me("GET", "me/points/history?limit=0&page=2&cursor=x")
        self.assertEqual(
            set(self.assertProblem(refused, 422, "validation_failed")["fields"]), {"limit", "page", "cursor"}
        )
