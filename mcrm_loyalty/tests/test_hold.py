from datetime import timedelta
from uuid import uuid4

import psycopg2.errors

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.mcrm_member.exceptions import Refusal

from .common import NOW, CafeCase

MINUTE = timedelta(minutes=1)


class HoldCase(CafeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_till = cls.cafe.config.copy({"name": "Till 2"}).with_user(cls.cafe.cashier)

    def scan(self, voucher, uuid="first", till=None):
        return (till or self.config).mcrm_scan(voucher._mcrm_voucher_token(), {"uuid": uuid, "partner_id": False})

    def draft(self, cards=(), **values):
        values = {"partner": self.member, "state": "draft", "payment_ids": [], "amount_paid": 0, **values}
        rewards = [(card.program_id.reward_ids, card, 1000, 1) for card in cards]
        return self.order_data(quantity=1, rewards=rewards, **values)

    def assert_free(self, card):
        card.invalidate_recordset()
        self.assertEqual(card.mcrm_state, "available")
        self.assertFalse(card.mcrm_hold_order or card.mcrm_hold_config_id or card.mcrm_hold_until)


@tagged("post_install", "-at_install")
class TestHolding(HoldCase):
    def test_a_scan_holds_for_the_order(self):
        voucher = self.claim()
        self.assertEqual(self.scan(voucher)["status"], "ok")
        self.assertEqual((voucher.mcrm_state, voucher.mcrm_hold_order), ("held", "first"))
        self.assertEqual(
            (voucher.mcrm_hold_config_id, voucher.mcrm_hold_user_id), (self.cafe.config, self.cafe.cashier)
        )

    def test_the_other_till_is_told_where(self):
        voucher = self.claim()
        voucher._mcrm_hold("first", self.config, NOW + 2 * MINUTE)
        with self.assertRaises(Refusal) as refused:
            voucher._mcrm_hold("second", self.other_till, NOW + 3 * MINUTE)
        self.assertEqual(refused.exception.code, "voucher_held")
        self.assertIn("In use at Till 1", str(refused.exception))
        self.assertIn("since 12.05", str(refused.exception))

    def test_the_scan_of_the_other_till_is_refused(self):
        voucher = self.claim()
        self.scan(voucher)
        answer = self.scan(voucher, "second", self.other_till)
        self.assertEqual((answer["status"], answer["code"]), ("refused", "voucher_held"))
        self.assertEqual(voucher.mcrm_hold_order, "first")

    def test_the_same_order_may_scan_again_and_keeps_its_time(self):
        voucher = self.claim()
        voucher._mcrm_hold("first", self.config, NOW)
        voucher._mcrm_hold("first", self.config, NOW + 5 * MINUTE)
        self.assertEqual(voucher.mcrm_hold_since, NOW)
        self.assertEqual(voucher.mcrm_hold_until, NOW + 20 * MINUTE)

    def test_the_till_says_how_long(self):
        self.cafe.config.mcrm_hold_minutes = 3
        voucher = self.claim()
        voucher._mcrm_hold("first", self.config, NOW)
        self.assertEqual(voucher.mcrm_hold_until, NOW + 3 * MINUTE)
        with self.assertRaises(Refusal):
            voucher._mcrm_hold("second", self.other_till, NOW + 3 * MINUTE - timedelta(seconds=1))
        voucher._mcrm_hold("second", self.other_till, NOW + 3 * MINUTE)
        self.assertEqual((voucher.mcrm_hold_order, voucher.mcrm_hold_since), ("second", NOW + 3 * MINUTE))

    def test_a_scan_without_an_order_holds_nothing(self):
        voucher = self.claim()
        self.assertEqual(self.scan(voucher, "")["code"], "order_missing")
        self.assert_free(voucher)

    def test_points_are_held_while_a_reward_is_on_an_order(self):
        card = self.give_points(50)
        self.assertEqual(self.config.mcrm_hold_cards("first", card.ids), [])
        (refusal,) = self.other_till.mcrm_hold_cards("second", card.ids)
        self.assertEqual((refusal["card_id"], refusal["code"]), (card.id, "voucher_held"))
        self.assertIn("Points in use at Till 1", refusal["message"])

    def test_held_points_still_earn(self):
        card = self.give_points(50)
        self.config.mcrm_hold_cards("first", card.ids)
        self.pay(quantity=1, partner=self.member)
        self.assertEqual(self.balance(), 75)
        self.assertEqual(card.mcrm_hold_order, "first")

    def test_cards_of_other_programs_are_left_alone(self):
        program = self.env["loyalty.program"].create({"name": "Native", "program_type": "coupons"})
        coupon = self.env["loyalty.card"].create({"program_id": program.id, "points": 1})
        self.assertEqual(self.config.mcrm_hold_cards("first", coupon.ids), [])
        self.assertFalse(coupon.mcrm_state)

    def test_the_member_still_sees_a_held_voucher(self):
        voucher = self.claim()
        self.scan(voucher)
        cards = self.env["loyalty.card"]
        theirs = cards._mcrm_vouchers(self.member, self.cafe.company, fields.Datetime.now(), "available")
        self.assertEqual(theirs, voucher)

    def test_half_a_hold_is_refused_by_the_database(self):
        voucher = self.claim()
        with mute_logger("odoo.sql_db"):
            for change in (
                "mcrm_state = 'held'",
                "mcrm_hold_order = 'x'",
                "mcrm_state = 'held', mcrm_hold_order = 'x'",
            ):
                with (
                    self.subTest(change),
                    self.assertRaises(psycopg2.errors.CheckViolation),
                    self.env.cr.savepoint(),
                ):
                    self.env.cr.execute(f"UPDATE loyalty_card SET {change} WHERE id = %s", [voucher.id])


@tagged("post_install", "-at_install")
class TestReleasing(HoldCase):
    """Nothing keeps a hold after its order is gone."""

    def test_when_the_reward_is_taken_off(self):
        voucher, card = self.claim(), self.give_points(50)
        self.config.mcrm_hold_cards("first", [voucher.id, card.id])
        self.config.mcrm_hold_cards("first", card.ids)
        self.assert_free(voucher)
        self.assertEqual(card.mcrm_hold_order, "first")
        self.config.mcrm_hold_cards("first", [])
        self.assert_free(card)

    def test_when_a_draft_no_longer_uses_it(self):
        voucher = self.claim()
        data = self.draft([voucher])
        order = self.sync(data)
        self.assertEqual(voucher.mcrm_hold_order, data["uuid"])
        line = order.lines.filtered("is_reward_line")
        self.sync({**self.draft(uuid=data["uuid"]), "lines": [Command.delete(line.id)]})
        self.assert_free(voucher)

    def test_when_the_order_is_paid(self):
        voucher, card = self.claim(), self.give_points(50)
        data = self.draft([voucher])
        self.sync(data)
        card._mcrm_hold(data["uuid"], self.config, fields.Datetime.now())
        self.sync(self.order_data(uuid=data["uuid"], partner=self.member, lines=[]))
        self.assert_free(card)
        voucher.invalidate_recordset()
        self.assertEqual((voucher.mcrm_state, voucher.mcrm_hold_order), ("used", False))

    def test_when_the_order_is_paid_at_once(self):
        voucher = self.claim()
        card = self.give_points(50)
        self.config.mcrm_hold_cards("first", [voucher.id, card.id])
        self.pay(partner=self.member, uuid="first")
        self.assert_free(voucher)
        self.assert_free(card)

    def test_when_the_order_is_cancelled(self):
        voucher = self.claim()
        self.sync(self.draft([voucher])).with_user(self.cafe.cashier).action_pos_order_cancel()
        self.assert_free(voucher)

    def test_when_the_till_removes_the_order(self):
        voucher = self.claim()
        order = self.sync(self.draft([voucher]))
        self.env["pos.order"].with_user(self.cafe.cashier).remove_from_ui(order.ids)
        self.assert_free(voucher)

    def test_when_a_draft_is_deleted(self):
        voucher = self.claim()
        self.sync(self.draft([voucher])).unlink()
        self.assert_free(voucher)

    def test_when_the_session_is_closed(self):
        voucher, elsewhere = self.claim(), self.claim(program=self.cafe.promo)
        self.config.open_ui()
        self.config.mcrm_hold_cards(str(uuid4()), voucher.ids)
        self.other_till.mcrm_hold_cards(str(uuid4()), elsewhere.ids)
        self.cafe.config.current_session_id.action_pos_session_closing_control()
        self.assert_free(voucher)
        self.assertEqual(elsewhere.mcrm_state, "held")

    def test_when_it_takes_too_long(self):
        vouchers = [self.claim() for _number in range(3)]
        for number, voucher in enumerate(vouchers):
            voucher._mcrm_hold("first", self.config, NOW + number * MINUTE)
        cards = self.env["loyalty.card"]
        self.assertFalse(cards._mcrm_release_overdue(NOW + 14 * MINUTE))
        self.assertEqual(cards._mcrm_release_overdue(NOW + 60 * MINUTE, limit=2), vouchers[0] | vouchers[1])
        self.assert_free(vouchers[0])
        self.assertEqual(cards._mcrm_release_overdue(NOW + 60 * MINUTE), vouchers[2])

    def test_by_the_scheduled_action(self):
        voucher = self.claim()
        voucher._mcrm_hold("first", self.config, NOW - timedelta(days=3))
        with self.enter_registry_test_mode():
            self.env.ref("mcrm_loyalty.ir_cron_hold").with_user(self.env.ref("base.user_root")).method_direct_trigger()
        self.assert_free(voucher)

    def test_an_order_that_is_over_gets_no_hold_any_more(self):
        order = self.pay(quantity=1, partner=self.member)
        voucher = self.claim()
        self.assertEqual(self.scan(voucher, order.uuid)["code"], "voucher_not_available")
        self.assert_free(voucher)

    def test_a_paid_order_wins_over_a_hold_elsewhere(self):
        voucher = self.claim()
        self.scan(voucher, "first")
        order = self.pay(partner=self.member, rewards=[(self.cafe.promo.reward_ids, voucher, 5000, 1)])
        voucher.invalidate_recordset()
        self.assertEqual((voucher.mcrm_state, voucher.mcrm_used_order_id), ("used", order))
        self.assertFalse(order.mcrm_conflict_count)
        (refusal,) = self.config.mcrm_hold_cards("first", voucher.ids)
        self.assertEqual(refusal["code"], "voucher_not_available")


@tagged("post_install", "-at_install")
class TestHoldsOfDrafts(HoldCase):
    def test_each_save_renews_it(self):
        voucher = self.claim()
        data = self.draft([voucher])
        self.sync(data)
        voucher._mcrm_hold(data["uuid"], self.config, NOW)
        self.sync(self.draft(uuid=data["uuid"], lines=[]))
        self.assertGreater(voucher.mcrm_hold_until, fields.Datetime.now() + 14 * MINUTE)

    def test_what_another_order_holds_stays_there_and_the_draft_is_saved(self):
        voucher = self.claim()
        self.scan(voucher, "first", self.other_till)
        order = self.sync(self.draft([voucher]))
        self.assertTrue(order)
        self.assertEqual(voucher.mcrm_hold_order, "first")

    def test_points_rewards_hold_the_guests_own_card_whatever_the_till_names(self):
        other = self.env["res.partner"].create({"name": "Budi Contoh"})
        theirs, own = self.give_points(50, other), self.give_points(50)
        self.sync(self.draft([theirs]))
        self.assert_free(theirs)
        self.assertEqual(own.mcrm_state, "held")

    def test_an_order_from_a_phone_holds_nothing(self):
        self.need_self_orders()
        voucher = self.claim()
        self.sync(self.draft([voucher], source="mobile"))
        self.assert_free(voucher)

    def test_a_second_device_gets_the_voucher_with_the_order(self):
        voucher = self.claim()
        self.sync(self.draft([voucher]))
        self.assertEqual([row["id"] for row in self.answer["loyalty.card"]], voucher.ids)


@tagged("post_install", "-at_install")
class TestHoldAccess(HoldCase):
    def test_a_manager_releases_in_the_backend_a_cashier_does_not(self):
        voucher = self.claim()
        self.scan(voucher)
        with self.assertRaises(AccessError):
            voucher.with_user(self.cafe.cashier).action_mcrm_release()
        self.assertEqual(voucher.mcrm_state, "held")
        voucher.with_user(self.cafe.manager).action_mcrm_release()
        self.assert_free(voucher)

    def test_a_cashier_cannot_write_or_read_holds(self):
        voucher = self.claim()
        self.scan(voucher)
        for values in ({"mcrm_hold_order": "mine"}, {"mcrm_hold_until": NOW}, {"mcrm_state": "available"}):
            with self.subTest(values), self.assertRaises(AccessError):
                voucher.with_user(self.cafe.cashier).write(values)
        with self.assertRaises(AccessError):
            voucher.with_user(self.cafe.cashier).read(["mcrm_hold_order"])

    def test_only_the_staff_of_the_till_can_hold(self):
        voucher = self.claim()
        user = self.env["res.users"].create(
            {"name": "Clerk", "login": "clerk", "group_ids": [Command.set(self.env.ref("base.group_user").ids)]}
        )
        with self.assertRaises(AccessError):
            self.config.with_user(user).mcrm_hold_cards("first", voucher.ids)

    def test_nonsense_from_the_browser_holds_nothing(self):
        voucher = self.claim()
        for ids in (None, [], [str(voucher.id)], [-voucher.id], [True]):
            self.assertEqual(self.config.mcrm_hold_cards("first", ids), [])
        self.assertEqual(self.config.mcrm_hold_cards(None, voucher.ids), [])
        self.assert_free(voucher)
