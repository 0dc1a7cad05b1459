from datetime import timedelta

from odoo.tests import tagged

from odoo.addons.mcrm_reservation.tests.common import make_tables, make_venue

from .common import ApiCase


@tagged("post_install", "-at_install")
class TestReservations(ApiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.venue = make_venue(cls.env, make_tables(cls.env))
        cls.day = (cls.env.company._mcrm_today(cls.now) + timedelta(days=2)).isoformat()

    def free(self, party_size=2):
        path = f"venues/{self.venue.id}/availability?date={self.day}&party_size={party_size}"
        return self.me("GET", path).json()["slots"]

    def book(self, start, key=None, party_size=2):
        wish = {"venue_id": self.venue.id, "start": start, "party_size": party_size, "note": "Window, please"}
        return self.me("POST", "reservations", json=wish, key=key or self.new_key())

    def test_venues(self):
        shown = [venue for venue in self.me("GET", "venues").json()["items"] if venue["id"] == self.venue.id]
        window = self.venue.booking_window
        self.assertEqual(
            shown,
            [{"id": self.venue.id, "name": "Kopi Contoh", "max_party_size": 8, "booking_window_days": window}],
        )

    def test_book_look_cancel(self):
        slot = self.free()[0]
        self.assertTrue(slot["start"].startswith(self.day))
        self.assertTrue(slot["start"].endswith("+07:00"))
        answer = self.book(slot["start"])
        self.assertEqual(answer.status_code, 201, answer.text)
        booked = answer.json()
        self.assertEqual((booked["state"], booked["start"]), ("confirmed", slot["start"]))
        self.assertTrue(booked["qr"].startswith("R1."))
        self.assertEqual(self.me("GET", f"reservations/{booked['id']}").json(), booked)
        self.assertEqual(self.me("GET", "reservations").json()["items"], [booked])
        self.assertEqual(self.me("GET", "home").json()["reservation"], booked)
        for _time in range(2):
            cancelled = self.me("POST", f"reservations/{booked['id']}/cancel")
            self.assertEqual((cancelled.status_code, cancelled.json()["state"]), (200, "cancelled"))
        self.assertIsNone(self.me("GET", "home").json()["reservation"])

    def test_change(self):
        slots = self.free()
        booked = self.book(slots[0]["start"]).json()
        path, later = f"reservations/{booked['id']}", slots[-1]["start"]
        for _time in range(2):
            answer = self.me("PATCH", path, json={"start": later, "party_size": 3})
            self.assertEqual(answer.status_code, 200, answer.text)
            self.assertEqual((answer.json()["start"], answer.json()["party_size"]), (later, 3))
        self.assertEqual(self.me("PATCH", path, json={"note": None}).json()["note"], None)
        self.assertEqual(self.me("GET", path).json()["start"], later)
        self.assertProblem(self.me("PATCH", path, json={"party_size": 60}), 409, "party_too_large")
        self.assertEqual(self.me("PATCH", path, json={}).json()["start"], later)
        theirs = self.ask("PATCH", path, token=self.other_tokens["access"], json={"party_size": 2})
        self.assertProblem(theirs, 404, "not_found")

    def test_a_reservation_sent_twice_is_one(self):
        start, key = self.free()[0]["start"], self.new_key()
        first, second = self.book(start, key), self.book(start, key)
        self.assertEqual((first.status_code, first.json()), (second.status_code, second.json()))
        self.assertEqual(len(self.me("GET", "reservations").json()["items"]), 1)

    def test_taken_times_are_refused(self):
        start = self.free()[0]["start"]
        codes = [self.book(start).status_code for _time in range(3)]
        self.assertEqual(codes, [201, 201, 409])
        self.assertProblem(self.book(start), 409, "slot_taken")
        self.assertProblem(self.book(start, party_size=60), 409, "party_too_large")

    def test_others_reservations_are_not_there(self):
        booked = self.book(self.free()[0]["start"]).json()
        other = self.other_tokens["access"]
        self.assertProblem(self.ask("GET", f"reservations/{booked['id']}", token=other), 404, "not_found")
        self.assertProblem(self.ask("POST", f"reservations/{booked['id']}/cancel", token=other), 404, "not_found")
        self.assertEqual(self.ask("GET", "reservations", token=other).json()["items"], [])

    def test_moments_need_a_time_zone(self):
        refused = self.book("2026-11-28T19:00:00")
        self.assertEqual(set(self.assertProblem(refused, 422, "validation_failed")["fields"]), {"start"})
        for far in ("0001-01-01", "9999-12-31"):
            path = f"venues/{self.venue.id}/availability?date={far}&party_size=2"
            self.assertProblem(self.me("GET", path), 422, "validation_failed")
