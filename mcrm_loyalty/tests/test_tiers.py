from datetime import timedelta
from unittest.mock import patch
from uuid import uuid4

from freezegun import freeze_time
from psycopg2.errors import CheckViolation, UniqueViolation

from odoo import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..tools.ledger import Move
from .common import NOW, CafeCase

YEAR = timedelta(days=366)


@tagged("post_install", "-at_install")
class TestTiers(CafeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cafe.program.mcrm_tier_ids = [
            Command.create({"name": "Bronze", "threshold": 0, "multiplier": 1}),
            Command.create({"name": "Silver", "threshold": 100, "multiplier": 1.5, "privileges": "A free refill."}),
            Command.create({"name": "Gold", "threshold": 500, "multiplier": 2}),
        ]
        cls.bronze, cls.silver, cls.gold = cls.cafe.program.mcrm_tier_ids
        cls.card = cls.cafe.program._mcrm_card_of(cls.member)

    def earn(self, points, at=NOW):
        """Book points as a purchase does, and review the tier."""
        kind = "earn" if points > 0 else "refund_earn"
        move = Move(kind, issued=max(points, 0), used=max(-points, 0))
        entries = self.card._mcrm_book([move], at, f"test:{uuid4()}", "Test")
        self.env.cr.execute("UPDATE loyalty_history SET mcrm_qualifying = %s WHERE id = %s", [points, entries.id])
        entries.invalidate_recordset()
        self.card._mcrm_review_tier(at)

    def news(self):
        return self.env["mail.message"].search(
            [("model", "=", "loyalty.card"), ("res_id", "=", self.card.id), ("message_type", "=", "user_notification")]
        )

    def test_a_tier_comes_at_once_for_twelve_months(self):
        self.earn(100)
        self.assertEqual(self.card.mcrm_tier_id, self.silver)
        self.assertEqual(str(self.card.mcrm_tier_since), "2026-11-24")
        self.assertEqual(str(self.card.mcrm_tier_until), "2027-11-24")
        self.assertEqual(self.card._mcrm_multiplier(), 1.5)

    def test_points_of_last_year_do_not_count(self):
        self.earn(90, NOW - YEAR)
        self.earn(90)
        self.assertEqual(self.card.mcrm_tier_id, self.bronze)

    def test_points_of_a_lifetime_count(self):
        self.cafe.program.mcrm_tier_window = "life"
        self.earn(90, NOW - YEAR)
        self.earn(90)
        self.assertEqual((self.card.mcrm_tier_id, self.card.mcrm_tier_until), (self.silver, False))

    def test_the_member_is_told_once(self):
        self.earn(120)
        self.earn(120)
        news = self.news()
        self.assertEqual(news.filtered(lambda each: "Silver" in each.subject).mapped("subject"), ["You are now Silver"])
        self.assertIn("A free refill.", news[0].body)
        self.assertEqual(news.partner_ids, self.member)

    def test_a_refund_takes_the_tier_it_gave(self):
        self.earn(80)
        self.earn(450)
        self.assertEqual(self.card.mcrm_tier_id, self.gold)
        self.earn(-450)
        self.assertEqual(self.card.mcrm_tier_id, self.bronze)

    def test_a_refund_leaves_a_tier_that_other_points_support(self):
        self.earn(300, NOW - timedelta(days=300))
        self.earn(300, NOW - timedelta(days=200))
        later = NOW + timedelta(days=120)  # the first 300 no longer count today, but did when Gold was reached
        self.earn(50, later)
        self.earn(-50, later)
        self.assertEqual(self.card.mcrm_tier_id, self.gold)

    def test_merging_contacts_keeps_the_higher_tier_and_counts_both(self):
        self.earn(120)
        other = self.env["res.partner"].create({"name": "Sari C."})
        mine, self.card = self.card, self.cafe.program._mcrm_card_of(other)
        self.earn(450)
        self.book(self.card, "spend", -450, "test:all")
        theirs, self.card = self.card, mine
        self.assertEqual((mine.mcrm_tier_id, theirs.mcrm_tier_id), (self.silver, self.silver))
        self.env["base.partner.merge.automatic.wizard"]._merge([other.id, self.member.id], self.member)
        self.assertEqual((mine.mcrm_tier_id, theirs.mcrm_tier_id), (self.gold, self.gold.browse()))
        self.assertEqual((mine.points, mine.mcrm_tier_points), (120, 570))

    def test_merging_contacts_keeps_a_tier_whose_points_are_gone(self):
        other = self.env["res.partner"].create({"name": "Sari C."})
        mine, self.card = self.card, self.cafe.program._mcrm_card_of(other)
        self.earn(120, NOW - timedelta(days=400))
        self.card.mcrm_tier_until = NOW + timedelta(days=30)
        self.env["base.partner.merge.automatic.wizard"]._merge([other.id, self.member.id], self.member)
        self.assertEqual(mine.mcrm_tier_id, self.silver)
        self.card = mine
        self.assertFalse(self.news(), "what one already is, is no news")

    def cron(self, day):
        with freeze_time(day), patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=1):
            self.env["loyalty.card"]._cron_review_tiers(limit=1)

    def test_a_tier_ends_on_the_clock_of_the_cafe(self):
        self.earn(120)
        self.cron("2027-11-24 16:59:00")  # 23.59 in Jakarta
        self.assertEqual(self.card.mcrm_tier_id, self.silver)
        self.cron("2027-11-24 17:01:00")
        self.assertEqual(self.card.mcrm_tier_id, self.bronze)
        self.assertEqual(str(self.card.mcrm_tier_until), "2028-11-25")

    def test_a_tier_earned_again_is_kept_without_news(self):
        self.earn(120)
        self.earn(110, NOW + timedelta(days=200))
        told = self.news()
        self.cron("2027-11-26 00:00:00")
        self.assertEqual((self.card.mcrm_tier_id, str(self.card.mcrm_tier_until)), (self.silver, "2028-11-26"))
        self.assertEqual(self.news(), told)

    def test_a_new_tier_reaches_members_who_already_have_its_points(self):
        self.earn(120)
        self.cafe.program.mcrm_tier_ids = [Command.create({"name": "Fan", "threshold": 110})]
        self.cron("2026-11-25 00:00:00")
        self.assertEqual(self.card.mcrm_tier_id.name, "Fan")

    def test_members_of_a_removed_tier_get_what_their_points_give(self):
        self.earn(120)
        self.silver.unlink()
        self.cron("2026-11-25 00:00:00")
        self.assertEqual(self.card.mcrm_tier_id, self.bronze)

    def test_the_cron_looks_at_nothing_that_is_not_due(self):
        self.earn(120)
        self.cron("2026-11-25 00:00:00")
        self.assertFalse(self.env["loyalty.card"].search_count(self.env["loyalty.card"]._mcrm_tier_due(NOW)))

    def test_two_tiers_cannot_begin_at_the_same_points(self):
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            self.cafe.program.mcrm_tier_ids = [Command.create({"name": "Again", "threshold": 100})]

    def test_a_multiplier_never_takes_points_away(self):
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            self.gold.multiplier = 0.5
            self.gold.flush_recordset()
