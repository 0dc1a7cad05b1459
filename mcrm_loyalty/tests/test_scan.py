from odoo import fields
from odoo.tests import tagged

from odoo.addons.mcrm_member.tools import qr_token

from .common import CafeCase, make_voucher_program


@tagged("post_install", "-at_install")
class TestScanVoucher(CafeCase):
    def scan(self, text, partner=None):
        order = {"uuid": "u", "partner_id": partner.id if partner else False}
        return self.config.mcrm_scan(text, order)

    def assert_refused(self, code, text, partner=None):
        answer = self.scan(text, partner)
        self.assertEqual((answer["status"], answer["kind"], answer["code"]), ("refused", "voucher", code))
        self.assertTrue(answer["message"].endswith("."))
        return answer["message"]

    def test_a_good_voucher_brings_all_the_till_needs(self):
        card = self.claim()
        answer = self.scan(card._mcrm_voucher_token().lower())
        self.assertEqual((answer["status"], answer["kind"], answer["title"]), ("ok", "voucher", "Kopi Jumat"))
        self.assertEqual(
            answer["data"],
            {"card_id": card.id, "program_id": self.cafe.promo.id, "partner_id": self.member.id},
        )
        for model, records in (
            ("loyalty.card", card),
            ("loyalty.program", self.cafe.promo),
            ("loyalty.reward", self.cafe.promo.reward_ids),
            ("res.partner", self.member),
        ):
            self.assertEqual([row["id"] for row in answer["records"][model]], records.ids)
        self.assertEqual(answer["records"]["loyalty.card"][0]["points"], 1)

    def test_scanning_moves_nothing(self):
        card = self.claim()
        self.scan(card._mcrm_voucher_token())
        self.assertEqual(card.points, 1)
        self.assertEqual(len(card.history_ids), 1)

    def test_used(self):
        card = self.claim()
        token = card._mcrm_voucher_token()
        self.pay(quantity=1, partner=self.member, rewards=[(self.cafe.promo.reward_ids, card, 5000, 1)])
        self.env.cr.execute("UPDATE loyalty_card SET mcrm_used_at = '2026-11-24 05:03' WHERE id = %s", [card.id])
        card.invalidate_recordset()
        self.assertEqual(self.assert_refused("voucher_used", token), "Used on 24 Nov at 12.03 at Till 1.")

    def test_expired(self):
        card = self.claim()
        card.sudo().expiration_date = self.yesterday
        self.assert_refused("voucher_expired", card._mcrm_voucher_token())

    def test_the_last_day_counts(self):
        card = self.claim()
        card.sudo().expiration_date = self.cafe.company._mcrm_today(fields.Datetime.now())
        self.assertEqual(self.scan(card._mcrm_voucher_token())["status"], "ok")

    def test_another_members(self):
        other = self.env["res.partner"].create({"name": "Budi Contoh"})
        self.assert_refused("voucher_other_member", self.claim()._mcrm_voucher_token(), other)

    def test_forged(self):
        token = self.claim()._mcrm_voucher_token()
        forged = token[:-1] + ("A" if token[-1] != "A" else "B")
        self.assert_refused("voucher_forged", forged)

    def test_unknown(self):
        key = self.cafe.company._mcrm_key("voucher")
        self.assert_refused("voucher_unknown", qr_token.issue("V1", ["A" * 16], key))

    def test_cancelled(self):
        card = self.claim()
        card.with_user(self.cafe.manager).action_mcrm_cancel()
        self.assert_refused("voucher_cancelled", card._mcrm_voucher_token())

    def test_another_till(self):
        card = self.claim()
        self.cafe.promo.pos_config_ids = self.cafe.config.copy({"name": "Till 2"})
        self.assert_refused("voucher_not_here", card._mcrm_voucher_token())

    def test_not_yet(self):
        card = self.claim()
        self.cafe.promo.date_from = self.tomorrow
        self.assert_refused("voucher_not_here", card._mcrm_voucher_token())

    def test_a_voucher_signed_by_another_café_is_forged(self):
        company = self.env["res.company"].create({"name": "Kafe Lain"})
        token = qr_token.issue("V1", [self.claim().code], company._mcrm_key("voucher"))
        self.assert_refused("voucher_forged", token)

    def test_a_promo_made_after_the_till_opened_works(self):
        self.config.open_ui()
        promo = make_voucher_program(self.env, "promo", mcrm_title="Baru")
        answer = self.scan(self.claim(program=promo)._mcrm_voucher_token())
        self.assertEqual(answer["records"]["loyalty.program"][0]["id"], promo.id)

    def test_an_e_nota_tells_which_purchase_it_is(self):
        order = self.pay(quantity=1, partner=self.member)
        answer = self.scan(order.mcrm_nota_url)
        self.assertEqual((answer["status"], answer["kind"]), ("ok", "nota"))
        self.assertEqual(answer["data"]["order_id"], order.id)
