from psycopg2.errors import CheckViolation, UniqueViolation

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CafeCase

GUARANTEES = {
    "loyalty_card_mcrm_points_not_negative",
    "loyalty_card_mcrm_debt_is_alone",
    "loyalty_card_mcrm_one_member_card",
    "loyalty_card_mcrm_request_unique",
    "loyalty_card_mcrm_number_unique",
    "loyalty_history_mcrm_key_unique",
    "loyalty_history_mcrm_remainder_of_issued",
    "loyalty_program_mcrm_quota_kept",
    "loyalty_program_mcrm_figures_positive",
    "loyalty_program_mcrm_expiry_figures",
    "mcrm_conflict_filed_once",
}


@tagged("post_install", "-at_install")
class TestDatabase(CafeCase):
    """The last net: what must never be, even when code is wrong."""

    def refused(self, error, name, query, *params):
        with mute_logger("odoo.sql_db"), self.assertRaises(error) as refused, self.env.cr.savepoint():
            self.env.cr.execute(query, params)
        self.assertEqual(refused.exception.diag.constraint_name, name)

    def test_every_guarantee_is_in_the_database(self):
        """Odoo only logs when it cannot create one."""
        self.env.cr.execute(
            """SELECT conname FROM pg_constraint WHERE contype = 'c' AND convalidated
                UNION SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
                       WHERE indisunique AND indisvalid"""
        )
        self.assertEqual(GUARANTEES - {name for (name,) in self.env.cr.fetchall()}, set())

    def test_no_negative_balance(self):
        card, voucher = self.give_points(10), self.claim()
        self.env.flush_all()
        for each in (card, voucher):
            for points in (-0.01, -1, None):
                query = "UPDATE loyalty_card SET points = %s WHERE id = %s"
                self.refused(CheckViolation, "loyalty_card_mcrm_points_not_negative", query, points, each.id)

    def test_no_negative_debt_and_none_beside_points(self):
        card = self.give_points(10)
        name = "loyalty_card_mcrm_debt_is_alone"
        self.refused(CheckViolation, name, "UPDATE loyalty_card SET mcrm_debt = 1 WHERE id = %s", card.id)
        query = "UPDATE loyalty_card SET mcrm_debt = -1, points = 0 WHERE id = %s"
        self.refused(CheckViolation, name, query, card.id)

    def test_no_lot_holds_more_than_it_was_given_or_less_than_nothing(self):
        row = self.give_points(10).history_ids
        query = "UPDATE loyalty_history SET mcrm_remainder = %s WHERE id = %s"
        for remainder in (-0.01, 10.01):
            self.refused(CheckViolation, "loyalty_history_mcrm_remainder_of_issued", query, remainder, row.id)

    def test_no_second_card_of_a_member(self):
        card = self.give_points(10)
        self.env.flush_all()
        self.refused(
            UniqueViolation,
            "loyalty_card_mcrm_one_member_card",
            """INSERT INTO loyalty_card (program_id, partner_id, mcrm_role, code, active, points)
               SELECT program_id, partner_id, mcrm_role, 'other', true, 0 FROM loyalty_card WHERE id = %s""",
            card.id,
        )

    def test_no_second_booking_of_one_event(self):
        self.give_points(10)
        self.env.flush_all()
        self.refused(
            UniqueViolation,
            "loyalty_history_mcrm_key_unique",
            """INSERT INTO loyalty_history (card_id, description, mcrm_key)
               SELECT card_id, description, mcrm_key FROM loyalty_history WHERE mcrm_partner_id = %s""",
            self.member.id,
        )

    def test_no_more_than_the_quota(self):
        self.cafe.promo.mcrm_quota = 1
        self.claim()
        self.env.flush_all()
        query = "UPDATE loyalty_program SET mcrm_issued = 2 WHERE id = %s"
        self.refused(CheckViolation, "loyalty_program_mcrm_quota_kept", query, self.cafe.promo.id)

    def test_no_two_vouchers_for_one_wish_or_number(self):
        card = self.claim(key="a")
        self.env.flush_all()
        for column, name in (("mcrm_request", "request_unique"), ("mcrm_number", "number_unique")):
            self.refused(
                UniqueViolation,
                f"loyalty_card_mcrm_{name}",
                f"""INSERT INTO loyalty_card (program_id, partner_id, code, active, points, {column})
                    SELECT program_id, partner_id, 'other', true, 0, {column} FROM loyalty_card WHERE id = %s""",
                card.id,
            )

    def test_no_points_that_end_before_they_are_there(self):
        self.env.flush_all()
        query = "UPDATE loyalty_program SET mcrm_expiry = 'months', mcrm_expiry_months = 0 WHERE id = %s"
        self.refused(CheckViolation, "loyalty_program_mcrm_expiry_figures", query, self.cafe.program.id)
