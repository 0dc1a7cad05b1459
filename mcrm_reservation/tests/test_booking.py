from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged

from ..tools import states
from .common import NOW, TODAY, ReservationBuilders, at, utc


@tagged("post_install", "-at_install")
class TestBooking(ReservationBuilders, TransactionCase):
    def test_a_booking_is_confirmed_on_the_best_fitting_table(self):
        reservation = self.book(note="High chair, please")
        self.assertRecordValues(
            reservation,
            [
                {
                    "state": states.CONFIRMED,
                    "start_at": utc(at(19)),
                    "end_at": utc(at(20)),
                    "party_size": 2,
                    "table_ids": self.small.ids,
                    "table_names": "1",
                    "company_id": self.env.company.id,
                    "note": "High chair, please",
                }
            ],
        )
        self.assertRegex(reservation.reference, "^[A-Z2-7]{16}$")

    def test_the_next_table_is_taken_when_the_best_one_is_gone(self):
        self.book()
        self.assertEqual(self.book(partner=self.other).table_ids, self.large)

    def test_a_full_time_is_refused_with_the_nearest_free_ones(self):
        self.book()
        self.book(partner=self.other)
        refusal = self.assertRefused("slot_taken", self.book, partner=self.other)
        for time in ("17:30", "18:00", "20:00"):
            self.assertIn(time, str(refusal))
        self.assertNotIn("19:00", str(refusal))

    def test_a_refused_booking_leaves_nothing_behind(self):
        before = self.env["mcrm.reservation"].search_count([])
        self.small.seats = self.large.seats = 1
        self.assertRefused("party_too_large", self.book)
        self.assertEqual(self.env["mcrm.reservation"].search_count([]), before)

    def test_times_that_are_not_offered_are_refused_for_their_reason(self):
        self.assertRefused("outside_hours", self.book, at(9, 30))
        self.assertRefused("outside_hours", self.book, at(19, 10))
        self.assertRefused("outside_hours", self.book, at(21, 30))
        self.assertRefused("too_soon", self.book, at(10), now=utc(at(11)))
        self.assertRefused("too_far_ahead", self.book, at(19, day=TODAY + timedelta(days=31)))

    def test_the_same_key_gives_the_same_reservation(self):
        first = self.book(key="a")
        self.assertEqual(self.book(key="a", start=at(12)), first)
        self.assertNotEqual(self.book(key="b"), first)

    def test_the_key_of_one_guest_is_not_that_of_another(self):
        self.assertNotEqual(self.book(key="a"), self.book(key="a", partner=self.other))

    def test_a_cancelled_reservation_is_still_the_answer_to_its_key(self):
        first = self.book(key="a")
        first._mcrm_cancel(NOW)
        self.assertEqual(self.book(key="a"), first)

    def test_a_guest_cancels_until_the_cut_off(self):
        reservation = self.book()
        self.assertTrue(reservation._mcrm_can_cancel(utc(at(17))))
        self.assertFalse(reservation._mcrm_can_cancel(utc(at(17, 1))))
        self.assertRefused("too_late_to_cancel", reservation._mcrm_cancel, utc(at(17, 1)))
        self.assertEqual(reservation.state, states.CONFIRMED)
        reservation._mcrm_cancel(utc(at(17)))
        self.assertEqual(reservation.state, states.CANCELLED)

    def test_cancelling_twice_is_cancelling_once(self):
        reservation = self.book()
        reservation._mcrm_cancel(NOW)
        told = self.env["mail.message"].search_count(
            [("res_id", "=", reservation.id), ("model", "=", reservation._name)]
        )
        reservation._mcrm_cancel(utc(at(18)))
        again = self.env["mail.message"].search_count(
            [("res_id", "=", reservation.id), ("model", "=", reservation._name)]
        )
        self.assertEqual(told, again)

    def test_who_is_seated_cannot_cancel(self):
        reservation = self.book()
        reservation.action_seat()
        self.assertRefused("too_late_to_cancel", reservation._mcrm_cancel, NOW)

    def test_staff_and_guest_are_told_of_a_booking(self):
        reservation = self.book(note="Window")
        messages = self.env["mail.message"].search(
            [("model", "=", reservation._name), ("res_id", "=", reservation.id)]
            + [("message_type", "=", "user_notification")]
        )
        told = {message.partner_ids: message for message in messages}
        staff = told[self.env.ref("base.user_admin").partner_id]
        self.assertIn("Sari", staff.body)
        self.assertIn("Window", staff.body)
        self.assertIn("Kopi Contoh", told[self.guest].body)

    def test_the_guest_is_told_in_their_language(self):
        self.env["res.lang"]._activate_lang("id_ID")
        self.guest.lang = "id_ID"
        reservation = self.book()
        subjects = (
            self.env["mail.message"]
            .search(
                [
                    ("res_id", "=", reservation.id),
                    ("model", "=", reservation._name),
                    ("partner_ids", "in", self.guest.ids),
                ]
            )
            .mapped("subject")
        )
        self.assertEqual(subjects, ["Mejamu sudah dipesan"])

    def test_only_ways_that_exist_are_gone(self):
        reservation = self.book()
        reservation.action_seat()
        reservation.action_finish()
        with self.assertRaisesRegex(UserError, "Finished.*Confirmed"):
            reservation.action_confirm()

    def test_a_live_reservation_is_not_deleted(self):
        reservation = self.book()
        with self.assertRaises(UserError):
            reservation.unlink()
        reservation.action_cancel()
        reservation.unlink()
        self.assertFalse(reservation.exists())
