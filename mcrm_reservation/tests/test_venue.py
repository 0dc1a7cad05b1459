from datetime import timedelta

from odoo.tests import TransactionCase, tagged

from .common import NOW, TODAY, ReservationBuilders, at, utc


@tagged("post_install", "-at_install")
class TestVenue(ReservationBuilders, TransactionCase):
    def starts(self, day=TODAY, party_size=2, now=NOW):
        return [slot["start"] for slot in self.venue._mcrm_availability(day, party_size, now)]

    def test_a_free_day_offers_each_step_from_opening_to_the_last_full_turn(self):
        starts = self.starts()
        self.assertEqual((starts[0], starts[-1], len(starts)), (at(10), at(21), 23))
        self.assertEqual(str(starts[0].tzinfo), "Asia/Jakarta")

    def test_seats_left_counts_every_free_chair(self):
        self.book(at(19), party_size=4)
        left = {slot["start"]: slot["seats_left"] for slot in self.venue._mcrm_availability(TODAY, 2, NOW)}
        self.assertEqual((left[at(18)], left[at(18, 30)], left[at(19)], left[at(20)]), (6, 2, 2, 6))

    def test_a_reservation_that_is_over_frees_its_table(self):
        reservation = self.book(at(19), party_size=4)
        self.assertNotIn(at(19), self.starts(party_size=4))
        reservation.action_cancel()
        self.assertIn(at(19), self.starts(party_size=4))

    def test_closings_are_not_offered(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Private event",
                "calendar_id": self.venue.resource_calendar_id.id,
                "company_id": self.env.company.id,
                "date_from": utc(at(12)),
                "date_to": utc(at(21)),
            }
        )
        self.assertEqual(self.starts(), [at(10), at(10, 30), at(11), at(21)])

    def test_a_service_past_midnight_is_one_service(self):
        hours = self.venue.resource_calendar_id.attendance_ids
        hours.write({"hour_from": 18, "hour_to": 24})
        hours.create(
            [
                {"name": "night", "dayofweek": day.dayofweek, "day_period": "morning", "hour_from": 0, "hour_to": 2}
                | {"calendar_id": self.venue.resource_calendar_id.id}
                for day in hours
            ]
        )
        evening = [start for start in self.starts() if start >= at(18)]
        self.assertEqual((evening[0], evening[-1]), (at(18), at(23, 30)))
        tomorrow = TODAY + timedelta(days=1)
        night = [start for start in self.starts(tomorrow) if start < at(12, day=tomorrow)]
        self.assertEqual(night, [at(0, day=tomorrow), at(0, 30, day=tomorrow), at(1, day=tomorrow)])

    def test_notice_and_window_limit_what_is_offered(self):
        self.venue.write({"minimum_notice": 120, "booking_window": 1})
        self.assertEqual(self.starts(now=utc(at(12)))[0], at(14))
        self.assertTrue(self.starts(TODAY + timedelta(days=1)))
        self.assertFalse(self.starts(TODAY + timedelta(days=2)))

    def test_parties_that_no_table_seats_are_refused(self):
        self.assertRefused("party_too_large", self.venue._mcrm_availability, TODAY, 5, NOW)
        self.assertRefused("party_too_small", self.venue._mcrm_availability, TODAY, 0, NOW)
        self.venue.max_party_size = 3
        self.assertRefused("party_too_large", self.venue._mcrm_availability, TODAY, 4, NOW)

    def test_an_archived_table_is_not_offered(self):
        self.large.active = False
        self.assertRefused("party_too_large", self.venue._mcrm_availability, TODAY, 4, NOW)

    def test_the_default_hours_make_a_venue_bookable(self):
        venue = self.env["mcrm.venue"].create({"name": "New", "floor_ids": self.tables.floor_id.ids})
        self.assertTrue(venue._mcrm_availability(TODAY + timedelta(days=1), 2, NOW))

    def test_staff_default_to_the_managers_of_the_company(self):
        self.venue.staff_user_ids = False
        staff = self.venue._mcrm_staff()
        self.assertIn(self.manager, staff)
        self.assertNotIn(self.cashier, staff)
