from datetime import date, timedelta
from unittest.mock import patch

from freezegun import freeze_time
from psycopg2.errors import SerializationFailure

from odoo import fields
from odoo.tests import tagged

from ..tools.ledger import Move
from .common import NOW, CafeCase

BEFORE = NOW - timedelta(days=60)
MIDNIGHT = fields.Datetime.to_datetime("2026-11-24 17:00:00")  # in Jakarta the 25th begins


class ExpiryCase(CafeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cafe.program.write({"mcrm_expiry": "months", "mcrm_expiry_months": 3, "mcrm_expiry_warning_days": 10})
        cls.card = cls.cafe.program._mcrm_card_of(cls.member)

    def lot(self, points, expires_on, card=None):
        move = Move("gift", issued=points, expires_on=expires_on)
        return (card or self.card)._mcrm_book([move], BEFORE, f"lot:{points}:{expires_on}:{card}", "Test")

    def run_cron(self, now, method="_cron_mcrm_expire", **arguments):
        with freeze_time(now), patch.object(type(self.env["ir.cron"]), "_commit_progress", self.progress):
            getattr(self.env["loyalty.card"], method)(**arguments)
        self.env.invalidate_all()

    def progress(self, processed=0, *, remaining=None, deactivate=False):
        self.batches.append((processed, remaining))
        return 0 if len(self.batches) == self.stop_after else 60

    def setUp(self):
        super().setUp()
        self.batches, self.stop_after = [], None

    def cards(self, count):
        partners = self.env["res.partner"].create([{"name": f"Contoh {number}"} for number in range(count)])
        return self.env["loyalty.card"].union(*(self.cafe.program._mcrm_card_of(partner) for partner in partners))

    def balances(self, cards):
        return cards.mapped("points")


@tagged("post_install", "-at_install")
class TestExpiry(ExpiryCase):
    def test_points_of_members_get_the_day_of_their_program(self):
        self.assertEqual(self.book(self.card, "gift", 5, "a").mcrm_expires_on, date(2027, 2, 24))
        self.cafe.program.mcrm_expiry = "year_end"
        self.assertEqual(self.book(self.card, "adjust", 5, "b").mcrm_expires_on, date(2026, 12, 31))
        self.cafe.program.mcrm_expiry = "never"
        self.assertFalse(self.book(self.card, "earn", 5, "c").mcrm_expires_on)

    def test_vouchers_keep_their_own_day(self):
        self.assertFalse(self.claim().history_ids.mcrm_expires_on)

    def test_points_end_when_the_day_is_over_where_the_cafe_is(self):
        lot = self.lot(10, date(2026, 11, 24))
        self.lot(5, None)
        self.run_cron(MIDNIGHT - timedelta(minutes=1))
        self.assertEqual(self.card.points, 15)
        self.run_cron(MIDNIGHT)
        entry = self.last_entry(self.card)
        self.assertEqual((entry.mcrm_kind, entry.used, entry.mcrm_origin_id), ("expire", 10, lot))
        self.assertEqual((self.card.points, lot.mcrm_remainder), (5, 0))

    def test_each_lot_has_a_row_of_its_own(self):
        lots = self.lot(10, date(2026, 11, 22)) | self.lot(7, date(2026, 11, 23))
        self.run_cron(MIDNIGHT)
        entries = self.card.history_ids.filtered(lambda entry: entry.mcrm_kind == "expire").sorted("id")
        self.assertEqual((entries.mcrm_origin_id, entries.mapped("used")), (lots, [10, 7]))

    def test_running_again_ends_nothing_more(self):
        self.lot(10, date(2026, 11, 20))
        self.lot(5, date(2026, 12, 20))
        for _each in range(3):
            self.run_cron(MIDNIGHT)
        self.assertEqual(self.card.points, 5)
        self.assertEqual(len(self.card.history_ids), 3)

    def test_a_run_that_stops_goes_on_where_it_was(self):
        cards = self.cards(5)
        for card in cards:
            self.lot(10, date(2026, 11, 20), card)
        self.stop_after = 2
        self.run_cron(MIDNIGHT, limit=2)
        self.assertEqual(self.batches, [(2, 3), (2, 1)])
        self.assertEqual(self.balances(cards), [0, 0, 0, 0, 10])
        self.run_cron(MIDNIGHT, limit=2)
        self.assertEqual(self.batches[2:], [(1, 0)])
        self.assertEqual(self.balances(cards), [0] * 5)

    def test_a_batch_that_meets_a_till_is_left_for_the_next_run(self):
        cards = self.cards(4)
        for card in cards:
            self.lot(10, date(2026, 11, 20), card)
        original = type(cards)._mcrm_book

        def book(card, *args, **kwargs):
            if card == cards[1]:
                raise SerializationFailure
            return original(card, *args, **kwargs)

        with patch.object(type(cards), "_mcrm_book", book):
            self.run_cron(MIDNIGHT, limit=2)
        self.assertEqual(self.balances(cards), [10, 10, 0, 0])
        self.run_cron(MIDNIGHT, limit=2)
        self.assertEqual(self.balances(cards), [0] * 4)

    def test_points_that_come_too_late_end_at_once(self):
        self.card._mcrm_book([Move("gift", issued=5, expires_on=date(2026, 11, 23))], NOW, "late", "Test")
        self.assertEqual((self.card.points, self.last_entry(self.card).mcrm_kind), (0, "expire"))

    def test_points_past_their_day_are_gone_before_the_cron_ran(self):
        self.lot(100, date(2026, 11, 20))
        self.lot(5, None)
        rows = self.card._mcrm_book([Move("spend", used=20)], NOW, "spend", "Test", cut=True)
        self.assertEqual([(row.mcrm_kind, row.used) for row in rows], [("expire", 100), ("spend", 5)])


@tagged("post_install", "-at_install")
class TestWarning(ExpiryCase):
    def warnings(self):
        domain = [("model", "=", "loyalty.card"), ("partner_ids", "in", self.member.ids)]
        return [str(message.body) for message in self.env["mail.message"].search(domain, order="id")]

    def warn(self, now=NOW):
        self.run_cron(now, "_cron_mcrm_warn")

    def test_members_are_told_once_for_each_day(self):
        self.lot(10, date(2026, 12, 1))
        self.warn()
        self.warn()
        self.assertEqual(len(self.warnings()), 1)
        self.assertIn("10 points are good until 1 Dec 2026", self.warnings()[0])

    def test_who_was_told_hears_of_further_days_when_they_are_near(self):
        self.lot(10, date(2026, 12, 1))
        self.warn()
        self.lot(2.5, date(2026, 12, 4))
        self.warn(NOW + timedelta(days=4))
        self.assertEqual(len(self.warnings()), 1)
        self.warn(NOW + timedelta(days=5))
        self.assertIn("2.50 points are good until 4 Dec 2026", self.warnings()[1])

    def test_days_close_together_are_one_message(self):
        self.lot(10, date(2026, 12, 1))
        self.lot(5, date(2026, 12, 3))
        self.warn()
        self.assertEqual(len(self.warnings()), 1)
        self.assertIn("15 points end between 1 Dec 2026 and 3 Dec 2026", self.warnings()[0])

    def test_nothing_is_said_of_points_that_are_good_for_longer_or_spent(self):
        self.lot(10, date(2026, 12, 1))
        self.book(self.card, "spend", -10, "spent")
        self.lot(10, date(2026, 12, 5))
        self.lot(10, None)
        self.warn()
        self.assertFalse(self.warnings())

    def test_nobody_is_told_at_night(self):
        self.lot(10, date(2026, 12, 1))
        self.warn(MIDNIGHT)
        self.assertFalse(self.warnings())

    def test_a_program_can_keep_quiet(self):
        self.cafe.program.mcrm_expiry_warning_days = 0
        self.lot(10, date(2026, 11, 25))
        self.warn()
        self.assertFalse(self.warnings())
