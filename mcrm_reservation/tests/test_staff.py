from odoo.exceptions import UserError
from odoo.tests import Form, TransactionCase, tagged

from ..tools import states
from .common import ReservationBuilders, at, make_tables, utc


@tagged("post_install", "-at_install")
class TestStaff(ReservationBuilders, TransactionCase):
    def test_the_form_suggests_the_best_free_table(self):
        self.book()
        with Form(self.env["mcrm.reservation"].with_user(self.cashier)) as form:
            form.venue_id = self.venue
            form.partner_id = self.other
            form.party_size = 2
            form.start_at = utc(at(19))
        reservation = form.record
        self.assertEqual(reservation.table_ids, self.large)
        self.assertEqual(reservation.end_at, utc(at(20)))

    def test_staff_may_reserve_outside_the_hours(self):
        vals = {"venue_id": self.venue.id, "partner_id": self.guest.id, "start_at": utc(at(23))}
        reservation = self.env["mcrm.reservation"].with_user(self.cashier).create({**vals, "table_ids": self.small.ids})
        self.assertEqual(reservation.state, states.CONFIRMED)

    def test_a_live_reservation_has_a_table_of_its_venue(self):
        vals = {"venue_id": self.venue.id, "partner_id": self.guest.id, "start_at": utc(at(19))}
        with self.assertRaisesRegex(UserError, "Choose a table"), self.env.cr.savepoint():
            self.env["mcrm.reservation"].create(vals)
        foreign = make_tables(self.env, name="Elsewhere")
        with self.assertRaisesRegex(UserError, "Kopi Contoh"), self.env.cr.savepoint():
            self.env["mcrm.reservation"].create({**vals, "table_ids": foreign[0].ids})
        reservation = self.book()
        with self.assertRaisesRegex(UserError, "Choose a table"), self.env.cr.savepoint():
            reservation.table_ids = False

    def test_the_evening_of_a_party(self):
        reservation = self.book().with_user(self.cashier)
        for action, state in (
            (reservation.action_arrive, states.ARRIVED),
            (reservation.action_seat, states.SEATED),
            (reservation.action_finish, states.FINISHED),
        ):
            action()
            self.assertEqual(reservation.state, state)
        self.assertEqual(self.book(partner=self.other).table_ids, self.small)

    def test_the_guest_is_told_when_staff_cancel(self):
        reservation = self.book()
        reservation.with_user(self.cashier).action_cancel()
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
        self.assertIn("Your reservation is cancelled", subjects)
