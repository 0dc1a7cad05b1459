from unittest.mock import patch

import psycopg2.errors

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models.loyalty_history import LoyaltyHistory
from ..models.mcrm_conflict import McrmConflict
from .common import NOW, CafeCase, make_user
from .test_refund import RefundCase

SETTLEMENT = "odoo.addons.mcrm_loyalty.models.pos_order_settlement"


class ConflictCase(CafeCase):
    def conflicts(self, order):
        return self.env["mcrm.conflict"].search([("order_id", "=", order.id)])

    def pay_twice_with_a_voucher(self):
        voucher = self.claim()
        rewards = [(self.cafe.promo.reward_ids, voucher, 5000, 1)]
        self.pay(quantity=1, partner=self.member, rewards=rewards)
        return voucher, self.pay(quantity=1, partner=self.member, rewards=rewards)

    def pay_while_broken(self):
        broken = patch.object(LoyaltyHistory, "_mcrm_append", side_effect=ZeroDivisionError)
        with broken, mute_logger(SETTLEMENT):
            return self.pay(quantity=1, partner=self.member)


@tagged("post_install", "-at_install")
class TestFiling(ConflictCase):
    def test_a_voucher_used_elsewhere(self):
        voucher, order = self.pay_twice_with_a_voucher()
        conflict = self.conflicts(order)
        self.assertEqual((conflict.kind, conflict.card_id, conflict.partner_id), ("voucher_gone", voucher, self.member))
        self.assertEqual((conflict.config_id, conflict.user_id), (self.cafe.config, self.cafe.cashier))
        self.assertEqual((conflict.points, conflict.amount, conflict.state), (1, 5000, "open"))
        self.assertIn("Kopi Jumat", conflict.description)

    def test_points_that_are_gone_say_what_they_gave_away(self):
        card = self.give_points(10)
        order = self.pay(quantity=0, partner=self.member, rewards=[(self.cafe.program.reward_ids, card, 3000, 20)])
        conflict = self.conflicts(order)
        self.assertEqual((conflict.kind, conflict.card_id), ("balance_gone", card))
        self.assertEqual((conflict.points, conflict.amount), (10, 1500))

    def test_a_voucher_of_another_member(self):
        other = self.env["res.partner"].create({"name": "Budi Contoh"})
        voucher = self.claim(other)
        order = self.pay(quantity=1, partner=self.member, rewards=[(self.cafe.promo.reward_ids, voucher, 5000, 1)])
        self.assertEqual(self.conflicts(order).kind, "voucher_other_member")
        self.assertEqual(self.conflicts(order).partner_id, other)

    def test_rewards_without_a_card_are_filed_together(self):
        rewards = [(self.cafe.promo.reward_ids, None, 5000, 1), (self.cafe.reward.reward_ids, None, 1000, 1)]
        conflict = self.conflicts(self.pay(quantity=1, partner=self.member, rewards=rewards))
        self.assertEqual((conflict.kind, conflict.points, conflict.amount), ("card_missing", 2, 6000))

    def test_a_failure_is_filed_and_the_sale_stands(self):
        order = self.pay_while_broken()
        self.assertEqual((order.state, self.conflicts(order).kind), ("paid", "failure"))

    def test_a_good_order_files_nothing(self):
        order = self.pay(quantity=1, partner=self.member)
        self.assertFalse(self.conflicts(order))

    def test_settling_twice_files_once(self):
        _voucher, order = self.pay_twice_with_a_voucher()
        order.action_pos_order_paid()
        self.assertEqual(len(self.conflicts(order)), 1)

    def test_the_database_files_once(self):
        order = self.pay_while_broken()
        with self.assertRaises(psycopg2.errors.UniqueViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.conflicts(order).copy()
            self.env.flush_all()

    def test_not_even_a_broken_list_stops_the_sale(self):
        broken = patch.object(McrmConflict, "_mcrm_file", side_effect=ZeroDivisionError)
        with broken, mute_logger("odoo.addons.mcrm_loyalty.models.pos_order_conflict"):
            order = self.pay_while_broken()
        self.assertEqual(order.state, "paid")

    def test_the_cashier_is_told_and_the_order_shows_it(self):
        _voucher, order = self.pay_twice_with_a_voucher()
        self.assertEqual(self.answer["pos.order"][0]["mcrm_conflict_count"], 1)
        action = order.with_user(self.cafe.manager).action_mcrm_conflicts()
        self.assertEqual(self.env["mcrm.conflict"].search(action["domain"]), self.conflicts(order))


@tagged("post_install", "-at_install")
class TestManager(ConflictCase):
    def test_the_one_whom_the_company_named(self):
        self.cafe.company.mcrm_loyalty_user_id = make_user(
            self.env, self.cafe.company, "loyalty manager", "point_of_sale.group_pos_manager"
        )
        conflict = self.conflicts(self.pay_while_broken())
        self.assertEqual(conflict.activity_user_id, self.cafe.company.mcrm_loyalty_user_id)

    def test_one_who_is_no_manager_is_passed_over(self):
        self.cafe.company.mcrm_loyalty_user_id = self.cafe.cashier
        self.assertEqual(self.conflicts(self.pay_while_broken()).activity_user_id, self.cafe.manager)

    def test_else_the_manager_who_opened_the_session(self):
        make_user(self.env, self.cafe.company, "second manager", "point_of_sale.group_pos_manager")
        second = self.env["res.users"].search([("login", "=", "second manager")])
        self.cafe.config.with_user(second).open_ui()
        self.assertEqual(self.conflicts(self.pay_while_broken()).activity_user_id, second)

    def test_a_company_without_a_manager_still_has_the_list(self):
        self.cafe.manager.active = False
        conflict = self.conflicts(self.pay_while_broken())
        self.assertTrue(conflict)
        self.assertFalse(conflict.activity_ids)

    def test_no_mail_is_sent_while_the_guest_waits(self):
        before = self.env["mail.mail"].search_count([])
        self.conflicts(self.pay_while_broken())
        self.assertEqual(self.env["mail.mail"].search_count([]), before)


@tagged("post_install", "-at_install")
class TestResolving(ConflictCase):
    def test_a_manager_resolves_with_a_note(self):
        conflict = self.conflicts(self.pay_while_broken()).with_user(self.cafe.manager)
        conflict.note = "Gave the guest a coffee."
        conflict.action_mcrm_resolve()
        self.assertEqual((conflict.state, conflict.resolved_by_id), ("resolved", self.cafe.manager))
        self.assertTrue(conflict.resolved_at)
        self.assertFalse(conflict.activity_ids)
        self.assertIn("Gave the guest a coffee.", str(conflict.message_ids.mapped("body")))

    def test_resolving_twice_keeps_the_first(self):
        conflict = self.conflicts(self.pay_while_broken())
        conflict._mcrm_resolve(self.cafe.cashier, NOW)
        conflict.with_user(self.cafe.manager).action_mcrm_resolve()
        self.assertEqual((conflict.resolved_by_id, conflict.resolved_at), (self.cafe.cashier, NOW))

    def test_book_again_books_what_was_missed_once(self):
        conflict = self.conflicts(self.pay_while_broken()).with_user(self.cafe.manager)
        conflict.action_mcrm_book_again()
        conflict.action_mcrm_book_again()
        self.assertEqual(self.balance(), 25)
        self.assertEqual(conflict.state, "resolved")

    def test_what_still_fails_stays_open(self):
        conflict = self.conflicts(self.pay_while_broken()).with_user(self.cafe.manager)
        broken = patch.object(LoyaltyHistory, "_mcrm_append", side_effect=ZeroDivisionError)
        with broken, self.assertRaisesRegex(UserError, "still cannot be booked"):
            conflict.action_mcrm_book_again()
        self.assertEqual(conflict.state, "open")

    def test_what_happened_cannot_be_rewritten(self):
        conflict = self.conflicts(self.pay_while_broken()).with_user(self.cafe.manager)
        for values in ({"amount": 0}, {"state": "resolved"}, {"user_id": self.cafe.manager.id}):
            with self.subTest(values), self.assertRaises(AccessError):
                conflict.write(values)
        with self.assertRaises(AccessError):
            conflict.unlink()

    def test_a_cashier_neither_sees_nor_touches_conflicts(self):
        conflict = self.conflicts(self.pay_while_broken()).with_user(self.cafe.cashier)
        for touch in (
            lambda: conflict.read(["state"]),
            lambda: conflict.write({"note": "nothing happened"}),
            lambda: conflict.unlink(),
            conflict.action_mcrm_resolve,
            conflict.action_mcrm_book_again,
            lambda: conflict.create({"order_id": conflict.sudo().order_id.id, "kind": "failure"}),
        ):
            with self.assertRaises(AccessError):
                touch()
        self.assertEqual(conflict.sudo().state, "open")

    def test_another_company_sees_nothing(self):
        conflict = self.conflicts(self.pay_while_broken())
        company = self.env["res.company"].create({"name": "Kafe Lain"})
        manager = make_user(self.env, company, "manager lain", "point_of_sale.group_pos_manager")
        with self.assertRaises(AccessError):
            conflict.with_user(manager).with_company(company).read(["state"])


@tagged("post_install", "-at_install")
class TestWaiving(RefundCase):
    def owe(self):
        """A refund of 25 points when 20 of them are spent.

        :return: the conflict, as the manager (mcrm.conflict)
        """
        self.cafe.program.mcrm_point_value = 100
        sale = self.pay(quantity=1, partner=self.member)
        card = self.cafe.program._mcrm_find_card(self.member)
        self.pay(quantity=0, partner=self.member, rewards=[(self.reward, card, 0, 20)])
        refund = self.refund_at_till((self.goods(sale), 1))
        self.card_holds(0, debt=20)
        return self.env["mcrm.conflict"].search([("order_id", "=", refund.id)]).with_user(self.cafe.manager)

    def test_a_debt_says_what_it_is_worth(self):
        self.assertEqual(self.owe().amount, 2000)

    def test_a_manager_waives_a_debt_once(self):
        conflict = self.owe()
        conflict.action_mcrm_waive()
        conflict.action_mcrm_waive()
        self.card_holds(0)
        entry = self.last_entry(conflict.card_id)
        self.assertEqual((entry.mcrm_kind, entry.mcrm_author_id, entry.mcrm_debt), ("adjust", self.cafe.manager, -20))
        self.assertEqual(conflict.state, "resolved")
        self.pay(quantity=1, partner=self.member)
        self.card_holds(25)

    def test_what_was_paid_meanwhile_is_not_given_back(self):
        conflict = self.owe()
        self.pay(quantity=1, partner=self.member)
        self.card_holds(5)
        conflict.action_mcrm_waive()
        self.card_holds(5)
        self.assertEqual(conflict.state, "resolved")

    def test_a_cashier_cannot_waive(self):
        conflict = self.owe()
        with self.assertRaises(AccessError):
            conflict.with_user(self.cafe.cashier).action_mcrm_waive()
        self.card_holds(0, debt=20)


@tagged("post_install", "-at_install")
class TestQueue(ConflictCase):
    """Orders that were paid without a network arrive later, in one go."""

    def test_one_that_cannot_be_honoured_does_not_hold_up_the_next(self):
        voucher = self.claim()
        rewards = [(self.cafe.promo.reward_ids, voucher, 5000, 1)]
        first = self.order_data(quantity=1, partner=self.member, rewards=rewards)
        self.pay(quantity=1, partner=self.member, rewards=rewards)  # another till, while the first was away
        second = self.order_data(quantity=1, partner=self.member)
        orders = self.env["pos.order"].with_user(self.cafe.cashier)
        rows = orders.sync_from_ui([first, second])["pos.order"]
        self.assertEqual([(row["state"], row["mcrm_conflict_count"]) for row in rows], [("paid", 1), ("paid", 0)])
        self.assertEqual(self.balance(), 20 + 20 + 25)

    def test_one_that_cannot_be_booked_does_not_hold_up_the_next(self):
        first = self.order_data(quantity=1, partner=self.member)
        second = self.order_data(quantity=1, partner=self.env["res.partner"].create({"name": "Budi Contoh"}))
        append = LoyaltyHistory._mcrm_append

        def broken_for_the_member(ledger, rows, vals, *others):
            if vals["mcrm_partner_id"] == self.member.id:
                raise ZeroDivisionError
            return append(ledger, rows, vals, *others)

        with patch.object(LoyaltyHistory, "_mcrm_append", broken_for_the_member), mute_logger(SETTLEMENT):
            rows = self.env["pos.order"].with_user(self.cafe.cashier).sync_from_ui([first, second])["pos.order"]
        self.assertEqual([(row["state"], row["mcrm_conflict_count"]) for row in rows], [("paid", 1), ("paid", 0)])
        self.assertEqual([row["mcrm_points_earned"] for row in rows], [0, 25])
