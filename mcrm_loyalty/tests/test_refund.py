from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.tests import tagged

from ..tools.ledger import Move
from .common import PRICE, CafeCase, _line


class RefundCase(CafeCase):
    def setUp(self):
        super().setUp()
        self.reward, self.promo = self.cafe.program.reward_ids, self.cafe.promo.reward_ids

    def refund_at_till(self, *parts, more=0, **values):
        """Refund lines as the till sends them: without a word about rewards.

        :param parts: (line, quantity) that come back
        :param more: coffees bought in the same order
        """
        lines = [_line(line.product_id, -qty, line.price_unit, refunded_orderline_id=line.id) for line, qty in parts]
        lines += [_line(self.cafe.product, more, PRICE)] if more else []
        total = sum(line[2]["price_subtotal_incl"] for line in lines)
        method = self.cafe.config.payment_method_ids[0]
        payment = Command.create({"amount": total, "name": "now", "payment_method_id": method.id})
        data = self.order_data(**{"quantity": 0, **values})
        data |= {"lines": lines, "amount_total": total, "amount_paid": total, "payment_ids": [payment]}
        self.data = data
        return self.sync(data)

    def refund_in_backend(self, order):
        refund = self.env["pos.order"].browse(order.refund()["res_id"])
        context = {"active_ids": refund.ids, "active_id": refund.id}
        payments = self.env["pos.make.payment"].with_context(**context)
        payments.create({"payment_method_id": self.cafe.config.payment_method_ids.id}).check()
        return refund

    def goods(self, order):
        return order.lines.filtered(lambda line: not line.is_reward_line)

    def card_holds(self, balance, debt=0):
        card = self.cafe.program._mcrm_find_card(self.member)
        self.assertEqual((card.points, card.mcrm_debt), (balance, debt))
        self.assertAlmostEqual(sum(card.history_ids.mapped("mcrm_points")), balance)
        self.assertAlmostEqual(sum(card.history_ids.mapped("mcrm_remainder")), balance)

    def kinds(self, order):
        return [(row.mcrm_kind, row.issued, row.used) for row in order._mcrm_ledger().sorted("id")]


@tagged("post_install", "-at_install")
class TestRefund(RefundCase):
    def test_a_full_refund_takes_back_exactly_what_was_earned(self):
        order = self.pay(quantity=3, partner=self.member)
        refund = self.refund_at_till((self.goods(order), 3), partner=self.member)
        self.assertEqual(self.kinds(refund), [("refund_earn", 0, 75)])
        self.assertEqual(refund._mcrm_ledger().mcrm_origin_id, order._mcrm_ledger())
        self.card_holds(0)

    def test_parts_add_up_to_the_whole(self):
        self.cafe.program.rule_ids.reward_point_amount = 0.00037
        order = self.pay(quantity=3, partner=self.member)
        self.card_holds(27.75)
        for left in (18.5, 9.25, 0):
            self.refund_at_till((self.goods(order), 1))
            self.card_holds(left)

    def test_a_refund_in_the_backend_is_the_same(self):
        card = self.give_points(50)
        voucher = self.claim()
        order = self.pay(
            quantity=2, partner=self.member, rewards=[(self.reward, card, 2500, 20), (self.promo, voucher, 5000, 1)]
        )
        refund = self.refund_in_backend(order)
        self.assertEqual(refund.state, "paid")
        self.card_holds(50)
        self.assertEqual((voucher.mcrm_state, voucher.points), ("available", 1))
        self.assertFalse(voucher.mcrm_used_order_id or voucher.mcrm_used_at)

    def test_the_till_says_nothing_of_rewards_and_they_come_back_still(self):
        card = self.give_points(50)
        voucher = self.claim()
        order = self.pay(
            quantity=2, partner=self.member, rewards=[(self.reward, card, 2500, 20), (self.promo, voucher, 5000, 1)]
        )
        self.refund_at_till(*[(line, line.qty) for line in order.lines])
        self.card_holds(50)
        self.assertEqual((voucher.mcrm_state, voucher.points), ("available", 1))
        again = self.pay(quantity=1, partner=self.member, rewards=[(self.promo, voucher, 5000, 1)])
        self.assertEqual(voucher.mcrm_used_order_id, again)

    def test_a_voucher_stays_used_while_its_discount_is_kept(self):
        voucher = self.claim()
        order = self.pay(quantity=2, partner=self.member, rewards=[(self.promo, voucher, 5000, 1)])
        self.refund_at_till((self.goods(order), 2))
        self.assertEqual((voucher.mcrm_state, voucher.points), ("used", 0))

    def test_a_voucher_used_elsewhere_does_not_come_back(self):
        voucher = self.claim()
        first = self.pay(quantity=1, partner=self.member, rewards=[(self.promo, voucher, 5000, 1)])
        second = self.pay(quantity=1, partner=self.member, rewards=[(self.promo, voucher, 5000, 1)])
        self.refund_at_till(*[(line, line.qty) for line in second.lines])
        self.assertEqual((voucher.mcrm_state, voucher.mcrm_used_order_id), ("used", first))

    def test_points_come_back_into_the_lots_they_came_from(self):
        card = self.give_points(15)
        self.cafe.program.write({"mcrm_expiry": "months", "mcrm_expiry_months": 1})
        soon = self.book(card, "gift", 10, "soon")
        order = self.pay(quantity=0, partner=self.member, rewards=[(self.reward, card, 2500, 20)])
        self.assertEqual(soon.mcrm_remainder, 0)
        self.refund_at_till(*[(line, line.qty) for line in order.lines if line.is_reward_line])
        self.env.invalidate_all()
        self.assertEqual((soon.mcrm_remainder, soon.mcrm_expires_on.isoformat()), (10, "2026-12-24"))
        self.card_holds(25)

    def test_points_whose_day_passed_meanwhile_end_at_once(self):
        card = self.give_points(15)
        soon = card._mcrm_book([self.lot(10, self.yesterday + timedelta(2))], fields.Datetime.now(), "soon", "Test")
        order = self.pay(quantity=0, partner=self.member, rewards=[(self.reward, card, 2500, 20)])
        later = fields.Datetime.now() + timedelta(5)
        with self.paused_settlement():
            refund = self.refund_at_till(*[(line, line.qty) for line in order.lines if line.is_reward_line])
        refund._mcrm_settle_loyalty(later)
        self.assertEqual(self.kinds(refund), [("refund_spend", 20, 0), ("expire", 0, 10)])
        self.assertEqual(refund._mcrm_ledger().filtered("used").mcrm_origin_id, soon)
        self.card_holds(15)

    def test_points_that_ended_are_not_taken_again(self):
        self.cafe.program.write({"mcrm_expiry": "months", "mcrm_expiry_months": 1})
        order = self.pay(quantity=2, partner=self.member)
        card = self.cafe.program._mcrm_find_card(self.member)
        later = fields.Datetime.now() + timedelta(40)
        card._mcrm_book([], later, "end", "Test")
        card._mcrm_book([self.lot(30, None)], later, "more", "Test")
        with self.paused_settlement():
            refund = self.refund_at_till((self.goods(order), 2))
        refund._mcrm_settle_loyalty(later)
        self.card_holds(30)
        self.assertEqual(refund._mcrm_ledger().mcrm_qualifying, -50)

    def test_points_spent_meanwhile_become_a_debt_that_the_next_ones_pay(self):
        order = self.pay(quantity=2, partner=self.member)
        card = self.cafe.program._mcrm_find_card(self.member)
        self.pay(quantity=0, partner=self.member, rewards=[(self.reward, card, 2500, 20)])
        refund = self.refund_at_till((self.goods(order), 2))
        self.card_holds(0, debt=20)
        conflict = self.env["mcrm.conflict"].search([("order_id", "=", refund.id)])
        self.assertEqual((conflict.kind, conflict.points, conflict.partner_id), ("refund_debt", 20, self.member))
        following = self.pay(quantity=1, partner=self.member)
        self.assertEqual(self.kinds(following), [("earn", 25, 0), ("refund_earn", 0, 20)])
        self.card_holds(5)

    def test_what_a_refund_did_is_on_its_receipt(self):
        card = self.give_points(50)
        order = self.pay(quantity=2, partner=self.member, rewards=[(self.reward, card, 2500, 20)])
        refund = self.refund_at_till(*[(line, line.qty) for line in order.lines])
        figures = (refund.mcrm_points_earned, refund.mcrm_points_spent, refund.mcrm_points_balance)
        self.assertEqual(figures, (-50, -20, 50))
        self.assertEqual([row["points"] for row in self.answer["loyalty.card"]], [50])

    def test_an_exchange_takes_back_and_earns(self):
        order = self.pay(quantity=2, partner=self.member)
        refund = self.refund_at_till((self.goods(order), 2), more=3, partner=self.member)
        self.assertEqual(self.kinds(refund), [("refund_earn", 0, 50), ("earn", 75, 0)])
        self.card_holds(75)

    def test_whoever_brings_it_back_the_buyer_gives_the_points_back(self):
        other = self.env["res.partner"].create({"name": "Budi Contoh"})
        self.give_points(100, other)
        order = self.pay(quantity=2, partner=self.member)
        self.refund_at_till((self.goods(order), 2), partner=other)
        self.card_holds(0)
        self.assertEqual(self.balance(other), 100)

    def test_one_refund_of_two_sales(self):
        orders = [self.pay(quantity=2, partner=self.member) for _each in range(2)]
        draft = self.env["pos.order"].browse(orders[0].refund()["res_id"])
        line = self.goods(orders[1])
        line.copy({**line._prepare_refund_data(draft, []), "pack_lot_ids": False})
        with self.paused_settlement():
            draft.write({"state": "paid"})
        draft._mcrm_settle_loyalty(fields.Datetime.now())
        self.assertEqual(self.kinds(draft), [("refund_earn", 0, 50), ("refund_earn", 0, 50)])
        self.card_holds(0)

    def test_a_refund_is_booked_once(self):
        order = self.pay(quantity=2, partner=self.member)
        refund = self.refund_at_till((self.goods(order), 1))
        self.sync(self.data)
        refund.action_pos_order_paid()
        self.card_holds(25)

    def test_a_self_order_undoes_nothing(self):
        self.need_self_orders()
        order = self.pay(quantity=2, partner=self.member)
        self.refund_at_till((self.goods(order), 2), source="kiosk")
        self.card_holds(50)

    def test_a_loop_gains_nothing(self):
        card = self.give_points(20)
        for _each in range(3):
            order = self.pay(quantity=1, partner=self.member, rewards=[(self.reward, card, 2500, 20)])
            self.refund_at_till(*[(line, line.qty) for line in order.lines])
            self.card_holds(20)

    def lot(self, points, expires_on):
        return Move("gift", issued=points, expires_on=expires_on)

    def paused_settlement(self):
        """Pay now and settle at another time."""
        return patch.object(type(self.env["pos.order"]), "_mcrm_settle_loyalty", lambda orders, now: None)
