from datetime import timedelta

from odoo.tests import TransactionCase, tagged

from ..tools import states
from .common import NOW, TODAY, ReservationBuilders, at, utc


@tagged("post_install", "-at_install")
class TestChange(ReservationBuilders, TransactionCase):
    def change(self, reservation, now=NOW, **change):
        reservation._mcrm_change(change, now)

    def assertUnchanged(self, reservation, hour=19, tables=None):
        self.env.invalidate_all()
        line = reservation.line_ids
        self.assertEqual((reservation.start_at, reservation.end_at), (utc(at(hour)), utc(at(hour + 1))))
        self.assertEqual((line.start_at, line.end_at, line.is_live), (utc(at(hour)), utc(at(hour + 1)), True))
        self.assertEqual(line.table_id, tables or self.small)

    def test_another_time_takes_the_tables_along(self):
        reservation = self.book()
        self.change(reservation, start=at(12, 30))
        self.env.invalidate_all()
        self.assertRecordValues(
            reservation, [{"state": states.CONFIRMED, "start_at": utc(at(12, 30)), "end_at": utc(at(13, 30))}]
        )
        self.assertRecordValues(
            reservation.line_ids,
            [{"table_id": self.small.id, "start_at": utc(at(12, 30)), "end_at": utc(at(13, 30)), "is_live": True}],
        )
        self.assertEqual(self.book(partner=self.other).table_ids, self.small, "the old time is free again")

    def test_a_time_that_overlaps_its_own_is_fine(self):
        self.large.active = False
        reservation = self.book()
        self.change(reservation, start=at(19, 30))
        self.assertEqual((reservation.start_at, reservation.table_ids), (utc(at(19, 30)), self.small))

    def test_more_guests_get_a_table_that_fits(self):
        reservation = self.book()
        self.change(reservation, party_size=4)
        self.assertEqual((reservation.party_size, reservation.table_ids), (4, self.large))

    def test_what_is_reserved_is_kept_when_the_new_time_is_taken(self):
        reservation = self.book()
        for _table in self.tables:
            self.book(at(12), partner=self.other)
        refusal = self.assertRefused("slot_taken", self.change, reservation, start=at(12))
        self.assertIn("13:00", str(refusal))
        self.assertUnchanged(reservation)

    def test_the_rules_of_a_booking_hold(self):
        reservation = self.book()
        self.assertRefused("outside_hours", self.change, reservation, start=at(9, 30))
        self.assertRefused("too_far_ahead", self.change, reservation, start=at(19, day=TODAY + timedelta(days=31)))
        self.assertRefused("too_soon", self.change, reservation, now=utc(at(11)), start=at(11))
        self.assertRefused("party_too_large", self.change, reservation, party_size=9)
        self.assertRefused("party_too_small", self.change, reservation, party_size=0)
        self.assertUnchanged(reservation)

    def test_until_the_cut_off(self):
        reservation = self.book()
        self.change(reservation, now=utc(at(17)), note="Window")
        self.assertEqual(reservation.note, "Window")
        for change in ({"start": at(20)}, {"party_size": 3}, {"note": "Door"}):
            self.assertRefused("too_late_to_change", self.change, reservation, now=utc(at(17, 1)), **change)
        self.assertUnchanged(reservation)

    def test_what_is_over_is_not_changed(self):
        reservation = self.book()
        reservation._mcrm_cancel(NOW)
        self.assertRefused("too_late_to_change", self.change, reservation, start=at(20))

    def test_the_same_change_twice_is_one(self):
        reservation = self.book()
        change = {"start": at(20), "party_size": 3, "note": "Window"}
        self.change(reservation, **change)
        messages = self.env["mail.message"].search_count([])
        line = reservation.line_ids
        self.change(reservation, **change)
        self.change(reservation, now=utc(at(23)), **change)
        self.assertEqual((reservation.line_ids, self.env["mail.message"].search_count([])), (line, messages))

    def test_wishes_alone_leave_the_table_alone(self):
        reservation = self.book()
        reservation.table_ids = self.large  # as staff wanted it
        self.change(reservation, note="High chair")
        self.assertUnchanged(reservation, tables=self.large)
        self.change(reservation, note=False)
        self.assertFalse(reservation.note)

    def test_staff_and_guest_are_told(self):
        reservation = self.book()
        self.env["mail.message"].search([("model", "=", reservation._name)]).unlink()
        self.change(reservation, start=at(20))
        messages = self.env["mail.message"].search([("model", "=", reservation._name), ("subject", "!=", False)])
        told = {message.partner_ids: message for message in messages}
        self.assertEqual(told[self.env.ref("base.user_admin").partner_id].subject, "Reservation changed")
        self.assertIn("20:00", told[self.guest].body)
