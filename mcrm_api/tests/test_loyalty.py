from datetime import timedelta

from odoo.tests import tagged

from odoo.addons.mcrm_member.tools import qr_token

from ..tools.values import image_path
from .common import ApiCase, give_points, make_program

PIXEL = b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="


@tagged("post_install", "-at_install")
class TestLoyalty(ApiCase):
    def claim(self, promo=None, key=None):
        return self.me("POST", f"promos/{(promo or self.promo).id}/claim", key=key or self.new_key())

    def test_a_promo_becomes_a_voucher(self):
        before = self.me("GET", f"promos/{self.promo.id}").json()
        self.assertEqual((before["remaining"], before["claimable"], before["claimed"]), (5, True, False))
        answer = self.claim()
        self.assertEqual(answer.status_code, 201, answer.text)
        voucher = answer.json()
        self.assertEqual((voucher["title"], voucher["state"], voucher["kind"]), ("Free refill", "available", "promo"))
        code = qr_token.read(voucher["qr"], self.env.company._mcrm_key("voucher")).fields[0]
        self.assertEqual(self.env["loyalty.card"].search([("code", "=", code)]).partner_id, self.member)
        self.assertEqual(self.me("GET", "vouchers").json()["items"], [voucher])
        self.assertEqual(self.me("GET", f"vouchers/{voucher['id']}").json(), voucher)
        after = self.me("GET", f"promos/{self.promo.id}").json()
        self.assertEqual((after["remaining"], after["claimable"], after["claimed"]), (4, False, True))

    def test_what_a_rule_refuses_has_a_code(self):
        self.claim()
        self.assertProblem(self.claim(), 409, "promo_limit_reached")
        buy = self.me("POST", f"rewards/{self.reward.id}/redeem", key=self.new_key())
        self.assertProblem(buy, 409, "points_insufficient")

    def test_unpublished_and_foreign_programs_are_not_there(self):
        hidden = make_program(self.env, "promo", "Hidden", mcrm_published=False)
        plain = self.env["loyalty.program"].create({"name": "Odoo's own", "program_type": "coupons"})
        other_company = self.env["res.company"].create({"name": "Elsewhere"})
        foreign = make_program(self.env, "promo", "Foreign", company_id=other_company.id)
        self.flush()
        for program in (hidden, plain, foreign, self.reward):
            self.assertProblem(self.me("GET", f"promos/{program.id}"), 404, "not_found")
            self.assertProblem(self.claim(program), 404, "not_found")

    def test_points_buy_a_reward(self):
        give_points(self.env, self.member, 120)
        self.flush()
        offer = self.me("GET", "rewards").json()["items"][0]
        self.assertEqual((offer["title"], offer["points_price"], offer["affordable"]), ("Cookie", 50, True))
        bought = self.me("POST", f"rewards/{self.reward.id}/redeem", key=self.new_key())
        self.assertEqual((bought.status_code, bought.json()["kind"]), (201, "reward"))
        self.assertEqual(self.me("GET", "me/points").json()["balance"], 70)
        move = self.me("GET", "me/points/history?limit=1").json()["items"][0]
        self.assertEqual((move["kind"], move["points"], move["balance"]), ("spend", -50, 70))

    def test_vouchers_by_state(self):
        voucher = self.claim().json()
        card = self.env["loyalty.card"].browse(voucher["id"])
        self.assertEqual(len(self.me("GET", "vouchers?state=available").json()["items"]), 1)
        card.expiration_date = self.now.date() - timedelta(days=2)
        self.flush()
        self.assertEqual(self.me("GET", "vouchers?state=available").json()["items"], [])
        expired = self.me("GET", "vouchers?state=expired").json()["items"]
        self.assertEqual([(item["state"], item["qr"]) for item in expired], [("expired", None)])

    def test_a_voucher_held_for_too_long_is_available(self):
        voucher = self.claim().json()
        card = self.env["loyalty.card"].browse(voucher["id"])
        config = self.env["pos.config"].create({"name": "Till"})
        for held_at, state in ((self.now, "held"), (self.now - timedelta(hours=1), "available")):
            card._mcrm_hold("order", config, held_at)
            self.assertEqual(self.me("GET", f"vouchers/{card.id}").json()["state"], state)
            self.assertEqual(len(self.me("GET", "vouchers?state=available").json()["items"]), 1)

    def test_vouchers_follow_the_rule_of_the_cards(self):
        for _number in range(3):
            promo = make_program(self.env, "promo", "Another")
            promo._mcrm_claim(self.member, self.now, self.new_key())
        self.flush()
        for state in (None, "available", "used", "expired"):
            ours = self.me("GET", "vouchers" + (f"?state={state}" if state else "")).json()["items"]
            theirs = self.env["loyalty.card"]._mcrm_vouchers(self.member, self.env.company, self.now, state)
            self.assertEqual([item["id"] for item in ours], theirs.ids)

    def test_vouchers_page_to_the_end(self):
        for number in range(5):
            make_program(self.env, "promo", f"Promo {number}")._mcrm_claim(self.member, self.now, self.new_key())
        self.flush()
        titles, cursor = [], ""
        while cursor is not None:
            page = self.me("GET", f"vouchers?limit=2{cursor and f'&cursor={cursor}'}").json()
            titles += [item["title"] for item in page["items"]]
            cursor = page["next_cursor"]
        self.assertEqual(titles, [f"Promo {number}" for number in (4, 3, 2, 1, 0)])

    def test_promos_speak_the_members_language(self):
        self.promo.with_context(lang="id_ID").mcrm_title = "Isi ulang gratis"
        self.flush()
        titles = {lang: self.me("GET", "promos", lang=lang).json()["items"][0]["title"] for lang in ("id", "en")}
        self.assertEqual(titles, {"id": "Isi ulang gratis", "en": "Free refill"})

    def test_the_logo_is_public(self):
        self.env.company.logo = PIXEL
        self.flush()
        logo = self.url_open(self.me("GET", "home").json()["cafe"]["logo_url"])
        self.assertEqual(logo.status_code, 200)
        self.assertTrue(logo.headers["Content-Type"].startswith("image/"))

    def test_pictures_of_people_are_not(self):
        self.member.image_1920 = PIXEL
        self.flush()
        picture = self.env["ir.attachment"].search(
            [("res_model", "=", "res.partner"), ("res_field", "=", "image_256"), ("res_id", "=", self.member.id)]
        )
        address = image_path("logo", self.member.id, picture.checksum)
        self.assertProblem(self.url_open(address), 404, "not_found")

    def test_pictures_are_public_and_cached_while_published(self):
        self.promo.mcrm_image = PIXEL
        self.flush()
        address = self.me("GET", f"promos/{self.promo.id}").json()["image_url"]
        picture = self.url_open(address)
        self.assertEqual(picture.status_code, 200, picture.text)
        self.assertTrue(picture.headers["Content-Type"].startswith("image/"))
        self.assertIn("immutable", picture.headers["Cache-Control"])
        self.assertNotIn("Set-Cookie", picture.headers)
        self.assertProblem(self.url_open(address[:-1] + "z"), 404, "not_found")
        self.promo.mcrm_published = False
        self.flush()
        self.assertProblem(self.url_open(address), 404, "not_found")
