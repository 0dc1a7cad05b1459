from odoo.tests import HttpCase, tagged

from .test_refund import RefundCase


@tagged("post_install", "-at_install")
class TestNota(RefundCase, HttpCase):
    def buy(self):
        voucher = self.claim()
        rewards = [(self.cafe.promo.reward_ids, voucher, 5000, 1)]
        return self.pay(quantity=2, partner=self.member, rewards=rewards)

    def test_the_nota_says_what_was_bought(self):
        nota = self.buy()._mcrm_nota()
        self.assertEqual(nota["total"], {"amount": 45000, "currency": "IDR"})
        self.assertEqual(nota["discount"]["amount"], 5000)
        self.assertEqual([line["is_reward"] for line in nota["lines"]], [False, True])
        self.assertEqual((nota["lines"][0]["quantity"], nota["lines"][0]["unit_price"]["amount"]), (2, 25000))
        self.assertEqual(nota["payments"], [{"method": "QRIS", "amount": {"amount": 45000, "currency": "IDR"}}])
        self.assertEqual(nota["points"], {"earned": 45, "spent": 0, "balance": 45})
        self.assertTrue(nota["date"].endswith("+07:00"))

    def test_a_line_discount_counts_as_saved(self):
        order = self.pay(quantity=2)
        line = order.lines
        line.write({"discount": 10, "price_subtotal": 45000, "price_subtotal_incl": 45000})
        nota = order._mcrm_nota()
        self.assertEqual((nota["discount"]["amount"], nota["lines"][0]["unit_price"]["amount"]), (5000, 25000))

    def test_anybody_with_the_address_sees_the_page(self):
        order = self.buy()
        response = self.url_open(order._mcrm_nota_path())
        self.assertEqual(response.status_code, 200)
        self.assertIn("Kopi Susu", response.text)
        self.assertIn("45.000", response.text.replace(",", "."))
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        self.assertIn("noindex", response.headers["X-Robots-Tag"])
        self.assertNotIn("Set-Cookie", response.headers)
        self.assertNotIn("<script", response.text)

    def test_the_nota_of_a_refund_says_what_came_back(self):
        card = self.give_points(50)
        order = self.pay(quantity=2, partner=self.member, rewards=[(self.reward, card, 2500, 20)])
        refund = self.refund_in_backend(order)
        self.assertEqual(refund._mcrm_nota()["points"], {"earned": -50, "spent": -20, "balance": 50})
        page = self.url_open(refund._mcrm_nota_path()).text
        self.assertIn("Points taken back</span>", page)
        self.assertIn("<strong>\N{MINUS SIGN}50</strong>", page)
        self.assertIn("<strong>+20</strong>", page)

    def test_a_guessed_address_shows_nothing(self):
        path = self.buy()._mcrm_nota_path()
        for wrong in (path[:-1] + ("A" if path[-1] != "A" else "B"), "/mcrm/nota/N1.1", "/mcrm/nota/x"):
            response = self.url_open(wrong)
            self.assertEqual(response.status_code, 404, wrong)
            self.assertNotIn("Kopi Susu", response.text)

    def test_an_unpaid_order_has_no_page(self):
        order = self.sync(self.order_data(quantity=1, state="draft", payment_ids=[], amount_paid=0))
        self.assertFalse(order.mcrm_nota_url)
        self.assertEqual(self.url_open(order._mcrm_nota_path()).status_code, 404)

    def test_prices_read_well_whatever_decimals_the_currency_has(self):
        rupiah = self.cafe.company.currency_id
        for rounding in (1, 0.01):
            rupiah.rounding = rounding
            prices = [rupiah._mcrm_price(amount).replace(",", ".") for amount in (0, 25000, -5000)]
            self.assertEqual(prices, ["Rp0", "Rp25.000", "\N{MINUS SIGN}Rp5.000"])
        self.assertEqual(rupiah._mcrm_price(2.5).replace(",", "."), "Rp2.50")
