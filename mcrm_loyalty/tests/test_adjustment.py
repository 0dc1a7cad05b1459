from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .common import CafeCase


@tagged("post_install", "-at_install")
class TestAdjustment(CafeCase):
    def open(self, card, user=None):
        """The window as the web client opens it."""
        action = card.action_loyalty_update_balance()
        adjustments = self.env["loyalty.card.update.balance"].with_user(user or self.cafe.manager)
        return Form(adjustments.with_context(**action["context"]))

    def adjust(self, card, balance, reason="goodwill", explanation="The coffee was cold"):
        form = self.open(card)
        form.new_balance, form.mcrm_reason, form.description = balance, reason, explanation
        return form.save().action_update_card_point()

    def test_reason_and_author_stand_in_the_ledger(self):
        card = self.give_points(10)
        self.adjust(card, 35)
        entry = self.last_entry(card)
        self.assertEqual((card.points, entry.mcrm_kind, entry.mcrm_points, entry.mcrm_balance), (35, "adjust", 25, 35))
        self.assertEqual((entry.mcrm_reason, entry.mcrm_author_id), ("goodwill", self.cafe.manager))
        self.assertEqual((entry.mcrm_explanation, entry.description), ("The coffee was cold", "Goodwill"))

    def test_down_to_zero(self):
        card = self.give_points(10)
        self.adjust(card, 0, "correction")
        self.assertEqual((card.points, self.last_entry(card).used), (0, 10))

    def test_what_is_not_explained_or_changes_nothing_is_refused(self):
        card = self.give_points(10)
        values = {"card_id": card.id, "new_balance": 4, "mcrm_reason": "other", "description": "Counted"}
        wizards = self.env["loyalty.card.update.balance"].with_user(self.cafe.manager)
        for wrong in ({"mcrm_reason": False}, {"description": "  "}, {"new_balance": -1}, {"new_balance": 10}):
            with self.subTest(wrong), self.assertRaises(ValidationError):
                wizards.create(values | wrong).action_update_card_point()
        self.assertEqual(card.points, 10)

    def test_points_that_moved_meanwhile_are_not_overwritten(self):
        card = self.give_points(10)
        form = self.open(card)
        form.new_balance, form.mcrm_reason, form.description = 4, "correction", "Counted again"
        self.give_points(25)
        with self.assertRaises(ValidationError):
            form.save().action_update_card_point()
        self.assertEqual(card.points, 35)

    def test_a_double_click_adjusts_once(self):
        card = self.give_points(10)
        form = self.open(card)
        form.new_balance, form.mcrm_reason, form.description = 4, "correction", "Counted again"
        adjustment = form.save()
        adjustment.action_update_card_point()
        with self.assertRaises(ValidationError):
            adjustment.action_update_card_point()
        self.assertEqual(card.points, 4)
