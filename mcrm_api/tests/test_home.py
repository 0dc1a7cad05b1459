from datetime import timedelta

from odoo.tests import tagged

from ..render.loyalty import promo_row
from .common import ApiCase, give_points, make_program


@tagged("post_install", "-at_install")
class TestHome(ApiCase):
    def test_an_empty_home(self):
        home = self.me("GET", "home").json()
        self.assertEqual(home["member"]["name"], "Ayu Lestari")
        self.assertEqual(home["points"], {"balance": 0, "name": "Poin"})
        self.assertTrue(home["qr"]["text"].startswith("M1."))
        self.assertEqual(home["vouchers"], {"available": 0, "next": []})
        self.assertEqual([home["last_order"], home["reservation"], home["unread_notifications"]], [None, None, 0])
        self.assertEqual(home["cafe"]["name"], self.env.company.name)
        self.assertEqual(home["cafe"]["currency"], self.env.company.currency_id.name)

    def test_home_says_what_the_single_calls_say(self):
        give_points(self.env, self.member, 120)
        self.env.company.mcrm_whatsapp = "+6281200000000"
        for days in (9, 3, 6, 1):
            promo = make_program(self.env, "promo", f"In {days} days", mcrm_validity_days=days)
            promo._mcrm_claim(self.member, self.now, self.new_key())
        self.flush()
        home = self.me("GET", "home").json()
        self.assertEqual(home["points"], self.me("GET", "me/points").json())
        self.assertEqual(home["promos"], self.me("GET", "promos").json()["items"][:5])
        affordable = [reward for reward in self.me("GET", "rewards").json()["items"] if reward["affordable"]]
        self.assertEqual(home["rewards"]["affordable"], len(affordable))
        self.assertEqual(home["vouchers"]["available"], 4)
        self.assertEqual([item["title"] for item in home["vouchers"]["next"]], ["In 1 days", "In 3 days", "In 6 days"])
        self.assertEqual(home["cafe"]["whatsapp"], "+6281200000000")

    def test_promos_are_those_the_programs_offer(self):
        today = self.now.date()
        make_program(self.env, "promo", "Over", date_to=today - timedelta(days=2))
        make_program(self.env, "promo", "Not yet", date_from=today + timedelta(days=2))
        make_program(self.env, "promo", "Archived", active=False)
        make_program(self.env, "promo", "Today", date_from=today, date_to=today + timedelta(days=1))
        self.flush()
        offered = self.env["loyalty.program"]._mcrm_available(self.env.company, self.member, "promo", self.now)
        shown = self.me("GET", "promos").json()["items"]
        self.assertEqual({promo["id"] for promo in shown}, set(offered.ids))

    def test_birthday_is_the_cafes_today(self):
        today = self.env.company._mcrm_today(self.now)
        self.member.mcrm_birth_date = today.replace(year=2000)
        self.flush()
        self.assertTrue(self.me("GET", "home").json()["member"]["birthday_today"])

    def test_a_promo_without_quota_has_no_remainder(self):
        row = {"id": 1, "title": "", "summary": "", "terms": "", "checksum": None, "valid_until": None}
        row |= {"quota": 0, "issued": 7, "member_limit": 2, "claims": 1}
        promo = promo_row(row)
        self.assertEqual((promo["remaining"], promo["claimable"], promo["claimed"]), (None, True, True))
