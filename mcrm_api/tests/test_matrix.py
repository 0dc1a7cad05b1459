"""Every declared route × who asks. A new route without an example here fails."""

from datetime import timedelta

from odoo.tests import tagged

from odoo.addons.mcrm_reservation.tests.common import make_tables, make_venue

from ..dispatch.route import ROUTES
from .common import ApiCase, give_points, sign_in

JSON = {"Content-Type": "application/json"}


@tagged("post_install", "-at_install")
class TestMatrix(ApiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        give_points(cls.env, cls.member, 500)
        cls.venue = make_venue(cls.env, make_tables(cls.env))
        cls.day = (cls.env.company._mcrm_today(cls.now) + timedelta(days=2)).isoformat()
        cls.start = f"{cls.day}T19:00:00+07:00"
        cls.voucher = cls.promo._mcrm_claim(cls.member, cls.now, "matrix")
        cls.env.flush_all()

    def setUp(self):
        super().setUp()
        wish = {"venue_id": self.venue.id, "start": self.start, "party_size": 2}
        answer = self.me("POST", "reservations", json=wish, key=self.new_key())
        self.reservation_id = answer.json()["id"]
        self.order = self.make_order()
        self.message = self.make_message()
        self.paths = self.examples()
        self.flush()

    def make_message(self):
        message = self.env["mcrm.push.message"].create(
            {
                "partner_id": self.member.id,
                "title": "Hello",
                "body": "Your coffee is ready.",
                "purpose": "transactional",
            }
        )
        self.flush()
        return message

    def new_contact(self):
        email = f"{self.new_key()}@example.com"
        self.member._mcrm_ask_contact(self.env.company, email, "en_US", self.now)
        return {"email": email, "code": self.last_code(email)}

    def spare_session(self):
        sign_in(self.env, self.member)
        return self.env["mcrm.api.session"].search([], order="id desc", limit=1).id

    def examples(self):
        """:return: (method, path template) → concrete path, and body when one is needed (dict of tuple)"""
        program, reward, venue = self.promo.id, self.reward.id, self.venue.id
        return {
            ("POST", "auth/register"): ("auth/register", {}),
            ("POST", "auth/verify"): ("auth/verify", {}),
            ("POST", "auth/otp"): ("auth/otp", {}),
            ("POST", "auth/login"): ("auth/login", {}),
            ("POST", "auth/password/forgot"): ("auth/password/forgot", {}),
            ("POST", "auth/password/reset"): ("auth/password/reset", {}),
            ("POST", "auth/refresh"): ("auth/refresh", {}),
            ("POST", "auth/logout"): ("auth/logout", None),
            ("GET", "home"): ("home", None),
            ("GET", "promos"): ("promos", None),
            ("GET", "promos/{promo_id}"): (f"promos/{program}", None),
            ("POST", "promos/{promo_id}/claim"): (f"promos/{self.promo.copy({'mcrm_published': True}).id}/claim", None),
            ("GET", "rewards"): ("rewards", None),
            ("POST", "rewards/{reward_id}/redeem"): (f"rewards/{reward}/redeem", None),
            ("GET", "vouchers"): ("vouchers?state=available&limit=5", None),
            ("GET", "vouchers/{voucher_id}"): (f"vouchers/{self.voucher.id}", None),
            ("GET", "me"): ("me", None),
            ("PATCH", "me"): ("me", {"language": "en"}),
            ("DELETE", "me"): ("me", {}),
            ("POST", "me/contact/verify"): ("me/contact/verify", self.new_contact()),
            ("GET", "me/export"): ("me/export", None),
            ("GET", "me/sessions"): ("me/sessions", None),
            ("DELETE", "me/sessions/{session_id}"): (f"me/sessions/{self.spare_session()}", None),
            ("GET", "me/qr"): ("me/qr", None),
            ("GET", "me/points"): ("me/points", None),
            ("GET", "me/points/history"): ("me/points/history", None),
            ("GET", "me/orders"): ("me/orders", None),
            ("GET", "me/orders/{order_id}"): (f"me/orders/{self.order.id}", None),
            ("GET", "me/notifications"): ("me/notifications", None),
            ("POST", "me/notifications/read"): ("me/notifications/read", {"ids": [self.message.id]}),
            ("PUT", "me/devices/{device_id}"): ("me/devices/phone-1", {"kind": "fcm", "token": "t" * 32}),
            ("DELETE", "me/devices/{device_id}"): ("me/devices/phone-1", None),
            ("GET", "me/preferences"): ("me/preferences", None),
            ("PUT", "me/preferences"): ("me/preferences", {"marketing": True, "quiet_hours": None}),
            ("GET", "venues"): ("venues", None),
            ("GET", "venues/{venue_id}/availability"): (
                f"venues/{venue}/availability?date={self.day}&party_size=2",
                None,
            ),
            ("POST", "reservations"): (
                "reservations",
                {"venue_id": venue, "start": f"{self.day}T12:00:00+07:00", "party_size": 2},
            ),
            ("GET", "reservations"): ("reservations", None),
            ("GET", "reservations/{reservation_id}"): (f"reservations/{self.reservation_id}", None),
            ("PATCH", "reservations/{reservation_id}"): (f"reservations/{self.reservation_id}", {"note": "Window"}),
            ("POST", "reservations/{reservation_id}/cancel"): (f"reservations/{self.reservation_id}/cancel", None),
            ("GET", "health"): ("health", None),
            ("GET", "openapi.json"): ("openapi.json", None),
            ("GET", "docs"): ("docs", None),
            ("GET", "media/{kind}/{record_id}/{version}"): ("media/program/999999/abc", None),
        }

    def send(self, route, token=None, **kwargs):
        path, body = self.paths[route.method, route.template]
        if body is not None and "data" not in kwargs:
            kwargs.setdefault("json", body)
        return self.ask(route.method, path, token=token, key=self.new_key() if route.idempotency else None, **kwargs)

    def routes(self, auth):
        for route in ROUTES:
            if route.auth == auth:
                with self.subTest(route=f"{route.method} {route.template}"):
                    yield route

    def test_every_route_has_an_example(self):
        self.assertEqual({(route.method, route.template) for route in ROUTES}, set(self.paths))

    def test_the_member_gets_what_the_contract_says(self):
        for route in self.routes("member"):
            answer = self.send(route, self.tokens["access"])
            self.assertEqual(answer.status_code, route.status, answer.text)
            self.assertNotIn("Set-Cookie", answer.headers)
            if route.answer:
                route.answer.model_validate_json(answer.content)

    def test_nobody_revoked_and_expired_get_nothing(self):
        revoked, expired = sign_in(self.env, self.member), sign_in(self.env, self.member)
        self.env["mcrm.api.session"].search([], order="id desc", limit=2)[1]._mcrm_revoke("logout", self.now)
        self.expire(expired)
        for route in self.routes("member"):
            for token in (None, revoked["access"], expired["access"], self.tokens["refresh"], "x", "ü"):
                answer = self.send(route, token)
                self.assertProblem(answer, 401, "unauthenticated")
                self.assertEqual(answer.headers["WWW-Authenticate"], "Bearer")

    def test_the_other_member_finds_nothing(self):
        own = {"voucher_id", "order_id", "reservation_id", "session_id"}
        checked = 0
        for route in self.routes("member"):
            if any(f"{{{name}}}" in route.template for name in own):
                checked += 1
                self.assertProblem(self.send(route, self.other_tokens["access"]), 404, "not_found")
        self.assertEqual(checked, 6)

    def test_public_routes_answer_everybody(self):
        for route in self.routes("public"):
            answer = self.send(route)
            expected = route.status if not route.body and "{" not in route.template else None
            if expected:
                self.assertEqual(answer.status_code, expected, answer.text)
            else:
                self.assertIn(answer.status_code, (401, 404, 422))
            self.assertNotIn("Set-Cookie", answer.headers)

    def test_broken_json_and_unknown_fields_are_refused_everywhere(self):
        for auth in ("member", "public"):
            for route in self.routes(auth):
                token = self.tokens["access"] if auth == "member" else None
                if route.method == "GET":
                    path, _body = self.paths[route.method, route.template]
                    glue = "&" if "?" in path else "?"
                    answer = self.ask("GET", f"{path}{glue}surprise=1", token=token)
                else:
                    broken = self.send(route, token, data="{", headers=JSON)
                    self.assertProblem(broken, 400, "json_invalid")
                    answer = self.send(route, token, json={"surprise": 1})
                fields = self.assertProblem(answer, 422, "validation_failed")["fields"]
                self.assertIn("surprise", fields)

    def test_only_get_is_read_only(self):
        for route in ROUTES:
            self.assertIn(route.method, ("GET", "POST", "PUT", "PATCH", "DELETE"))
        rules = self.env["ir.http"].routing_map().iter_rules()
        ours = [rule.endpoint.routing for rule in rules if rule.endpoint.routing.get("type") == "mcrm_api"]
        for routing in ours:
            route = routing["mcrm_route"]
            self.assertEqual(routing["readonly"], route.method in ("GET", "ANY"))
            self.assertEqual((routing["auth"], routing["save_session"]), ("none", False))
