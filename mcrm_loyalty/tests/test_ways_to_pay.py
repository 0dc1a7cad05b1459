from odoo.tests import tagged

from .common import PRICE, CafeCase


@tagged("post_install", "-at_install")
class TestWaysToPay(CafeCase):
    """However an order gets paid, it is settled with the payment."""

    def draft(self, **values):
        data = self.order_data(partner=self.member, state="draft", payment_ids=[], amount_paid=0, **values)
        return self.sync(data)

    @property
    def method(self):
        return self.cafe.config.payment_method_ids[0]

    def test_at_the_till(self):
        self.pay(quantity=2, partner=self.member)
        self.assertEqual(self.balance(), 50)

    def test_in_the_backend(self):
        order = self.draft(quantity=2)
        context = {"active_ids": order.ids, "active_id": order.id}
        payment = self.env["pos.make.payment"].with_user(self.cafe.manager).with_context(**context)
        payment.create({"payment_method_id": self.method.id}).check()
        self.assertEqual((order.state, self.balance()), ("paid", 50))

    def test_in_two_payments_in_the_backend(self):
        order = self.draft(quantity=2)
        context = {"active_ids": order.ids, "active_id": order.id}
        for _each in range(2):
            self.assertEqual(self.balance(), 0)
            payment = self.env["pos.make.payment"].with_context(**context)
            payment.create({"payment_method_id": self.method.id, "amount": PRICE}).check()
        self.assertEqual((order.state, self.balance()), ("paid", 50))

    def test_online(self):
        """What an online payment does once the provider confirms, as nobody's user."""
        order = self.draft(quantity=2)
        order_sudo = order.with_user(self.env.ref("base.public_user")).sudo()
        order_sudo.add_payment({"pos_order_id": order.id, "amount": PRICE * 2, "payment_method_id": self.method.id})
        order_sudo.action_pos_order_paid()
        self.assertEqual((order.state, self.balance()), ("paid", 50))
        self.assertEqual(order.mcrm_points_earned, 50)

    def test_by_the_guests_themselves_points_are_earned_but_nothing_is_spent(self):
        self.need_self_orders()
        card, voucher = self.give_points(50), self.claim()
        rewards = [(self.cafe.program.reward_ids, card, 2500, 20), (self.cafe.promo.reward_ids, voucher, 5000, 1)]
        self.pay(quantity=2, partner=self.member, rewards=rewards, source="mobile")
        self.assertEqual(self.balance(), 50 + 45)
        self.assertEqual(voucher.mcrm_state, "available")
