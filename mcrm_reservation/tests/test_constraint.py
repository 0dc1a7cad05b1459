from datetime import timedelta

from psycopg2 import IntegrityError
from psycopg2.errors import CheckViolation, ExclusionViolation

from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from ..tools import states
from .common import ReservationBuilders, at, utc


@tagged("post_install", "-at_install")
class TestConstraint(ReservationBuilders, TransactionCase):
    def staff_books(self, start, table=None, **vals):
        return self.env["mcrm.reservation"].create(
            {
                "venue_id": self.venue.id,
                "partner_id": self.guest.id,
                "start_at": utc(start),
                "table_ids": (table or self.small).ids,
                **vals,
            }
        )

    def assertOverlap(self, function, *args, **kwargs):
        with self.assertRaises(ExclusionViolation) as caught, mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            function(*args, **kwargs)
            self.env.flush_all()
        message = self.env["mcrm.reservation.table"]._sql_error_to_message(caught.exception)
        self.assertIn("already reserved", message)
        self.env.invalidate_all()

    def test_the_database_holds_the_exclusion_constraint(self):
        self.env.cr.execute(
            "SELECT contype::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s",
            ["mcrm_reservation_table_no_overlap"],
        )
        [(kind, definition)] = self.env.cr.fetchall()
        self.assertEqual(kind, "x")
        self.assertIn("int4range(table_id, table_id, '[]'::text) WITH &&", definition)
        self.assertIn("tsrange(start_at, end_at, '[)'::text) WITH &&", definition)
        self.assertIn("WHERE (is_live)", definition)

    def test_staff_cannot_overlap_on_a_table_either(self):
        self.staff_books(at(19))
        self.assertOverlap(self.staff_books, at(19, 59))
        self.assertOverlap(self.staff_books, at(18, 1))
        self.staff_books(at(20))
        self.staff_books(at(18))
        self.staff_books(at(19), table=self.large)

    def test_combined_tables_are_all_taken(self):
        self.staff_books(at(19), table=self.tables)
        self.assertOverlap(self.staff_books, at(19, 30), table=self.large)

    def test_moving_to_a_taken_time_is_refused(self):
        self.staff_books(at(19))
        later = self.staff_books(at(20))
        self.assertOverlap(later.write, {"start_at": utc(at(19, 30))})
        later.write({"start_at": utc(at(20, 30))})
        self.assertEqual(later.line_ids.start_at, utc(at(20, 30)))
        self.assertEqual(later.end_at, utc(at(21, 30)))

    def test_moving_to_a_taken_table_is_refused(self):
        self.staff_books(at(19))
        other = self.staff_books(at(19), table=self.large)
        self.assertOverlap(other.write, {"table_ids": self.small.ids})
        self.assertOverlap(other.line_ids.write, {"table_id": self.small.id})

    def test_a_cancelled_reservation_comes_back_only_onto_a_free_table(self):
        gone = self.staff_books(at(19))
        gone.action_cancel()
        current = self.staff_books(at(19))
        self.assertOverlap(gone.action_confirm)
        current.action_cancel()
        gone.action_confirm()
        self.assertEqual(gone.state, states.CONFIRMED)

    def test_a_table_given_up_in_the_same_transaction_is_free(self):
        self.staff_books(at(19)).state = states.CANCELLED
        self.assertTrue(self.staff_books(at(19)).exists())

    def test_a_reservation_ends_after_it_starts_and_within_a_day(self):
        for end in (at(19), at(18), at(19) + timedelta(hours=25)):
            with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                self.staff_books(at(19), end_at=utc(end))

    def test_the_reference_is_unique(self):
        reference = self.staff_books(at(19)).reference
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.staff_books(at(12), reference=reference)
