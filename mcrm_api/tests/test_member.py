from datetime import timedelta

from odoo.tests import tagged

from odoo.addons.mcrm_loyalty.tools import tiers
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

    def make_tiers(self, **values):
        """A ladder of two, and a member with points for half the second."""
        self.points.mcrm_tier_ids = [
            (0, 0, {"name": "Silver", "threshold": 100, "multiplier": 1.5, "color": "#8A97A6", "privileges": "Refill"}),
            (0, 0, {"name": "Gold", "threshold": 500, "multiplier": 2, "color": "#C9A227"}),
        ]
        self.points.mcrm_tier_ids[1].with_context(lang="id_ID").name = "Emas"
        self.points.write(values)

    def earn(self, points, at):
        """Earn points as a purchase does."""
        card = give_points(self.env, self.member, points)
        self.env.flush_all()
        self.cr.execute(
            "UPDATE loyalty_history SET mcrm_qualifying = issued, mcrm_at = %s WHERE id = %s",
            [at, max(card.history_ids.ids)],
        )
        self.env.invalidate_all()
        card._mcrm_review_tier(self.now)
        return card

    def test_a_member_below_the_first_tier_sees_the_way_to_it(self):
        self.make_tiers()
        self.flush()
        tier = self.me("GET", "me").json()["tier"]
        self.assertEqual((tier["name"], tier["multiplier"], tier["until"]), (None, 1, None))
        self.assertEqual(tier["next"], {"name": "Silver", "points_needed": 100, "progress": 0})

    def test_tier_and_the_way_to_the_next(self):
        self.make_tiers()
        card = self.earn(250, self.now)
        self.flush()
        tier = self.me("GET", "me").json()["tier"]
        self.assertEqual(
            tier,
            {
                "name": "Silver",
                "color": "#8A97A6",
                "multiplier": 1.5,
                "privileges": "Refill",
                "until": str(card.mcrm_tier_until),
                "next": {"name": "Gold", "points_needed": 250, "progress": 0.5},
            },
        )
        self.assertEqual(self.me("GET", "home").json()["tier"], tier)
        self.assertEqual(self.me("GET", "me", lang="id").json()["tier"]["next"]["name"], "Emas")

    def test_the_points_that_count_are_the_ledgers(self):
        self.make_tiers()
        company = self.env.company
        first = company._mcrm_day_start(tiers.period_start(company._mcrm_today(self.now)))
        for at, needed in ((first - timedelta(seconds=1), 500), (first, 400)):
            card = self.earn(100, at)
            self.flush()
            points, _supporting = card._mcrm_qualifying(company, company._mcrm_today(self.now), self.now)
            self.assertEqual(500 - points, needed)
            theirs = self.me("GET", "me").json()["tier"]["next"]
            self.assertEqual(theirs["points_needed"], needed if theirs["name"] == "Gold" else needed - 400)

    def test_a_lifetime_counts_everything(self):
        self.make_tiers(mcrm_tier_window="life")
        self.earn(200, self.now - timedelta(days=1000))
        self.earn(310, self.now)
        self.flush()
        tier = self.me("GET", "me").json()["tier"]
        self.assertEqual((tier["name"], tier["until"], tier["next"]), ("Gold", None, None))

    def test_change_profile(self):
        change = {"name": "Ayu L.", "birth_date": "2000-02-29", "language": "id"}
        answer = self.me("PATCH", "me", json=change).json()
        self.assertEqual({field: answer[field] for field in change}, change)
        self.assertEqual({**self.me("GET", "me").json(), "pending": []}, answer)
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
