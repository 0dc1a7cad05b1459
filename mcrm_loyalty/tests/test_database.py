from psycopg2.errors import CheckViolation, UniqueViolation

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CafeCase


@tagged("post_install", "-at_install")
class TestDatabase(CafeCase):
    """The last net: what must never be, even when code is wrong."""

    def refused(self, error, query, *params):
        with mute_logger("odoo.sql_db"), self.assertRaises(error), self.env.cr.savepoint():
            self.env.cr.execute(query, params)

    def test_no_negative_balance(self):
        card, voucher = self.give_points(10), self.claim()
        self.env.flush_all()
        self.refused(CheckViolation, "UPDATE loyalty_card SET points = -0.01 WHERE id = %s", card.id)
        self.refused(CheckViolation, "UPDATE loyalty_card SET points = -1 WHERE id = %s", voucher.id)

    def test_no_second_card_of_a_member(self):
        card = self.give_points(10)
        self.env.flush_all()
        self.refused(
            UniqueViolation,
            """INSERT INTO loyalty_card (program_id, partner_id, mcrm_role, code, active, points)
               SELECT program_id, partner_id, mcrm_role, 'other', true, 0 FROM loyalty_card WHERE id = %s""",
            card.id,
        )

    def test_no_second_booking_of_one_event(self):
        self.give_points(10)
        self.env.flush_all()
        self.refused(
            UniqueViolation,
            """INSERT INTO loyalty_history (card_id, description, mcrm_key)
               SELECT card_id, description, mcrm_key FROM loyalty_history WHERE mcrm_partner_id = %s""",
            self.member.id,
        )

    def test_no_more_than_the_quota(self):
        self.cafe.promo.mcrm_quota = 1
        self.claim()
        self.env.flush_all()
        self.refused(CheckViolation, "UPDATE loyalty_program SET mcrm_issued = 2 WHERE id = %s", self.cafe.promo.id)

    def test_no_two_vouchers_for_one_wish(self):
        card = self.claim(key="a")
        self.env.flush_all()
        self.refused(
            UniqueViolation,
            """INSERT INTO loyalty_card (program_id, partner_id, code, active, points, mcrm_request)
               SELECT program_id, partner_id, 'other', true, 0, mcrm_request FROM loyalty_card WHERE id = %s""",
            card.id,
        )
