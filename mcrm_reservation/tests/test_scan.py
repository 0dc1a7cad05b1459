from odoo.tests import TransactionCase, tagged

from odoo.addons.mcrm_member.tools import qr_token

from .common import ReservationBuilders


@tagged("post_install", "-at_install")
class TestScan(ReservationBuilders, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.config = cls.env["pos.config"].create({"name": "Scan Till"}).with_user(cls.cashier)

    def scan(self, text):
        return self.config.mcrm_scan(text, {"uuid": "u", "partner_id": False})

    def test_the_till_is_told_who_when_and_where(self):
        reservation = self.book()
        result = self.scan(reservation._mcrm_token().lower())
        self.assertEqual((result["status"], result["kind"], result["title"]), ("ok", "reservation", "Sari"))
        for word in ("2 guests", "table 1", "19:00"):
            self.assertIn(word, result["message"])
        self.assertEqual(result["data"]["reservation_id"], reservation.id)
        self.assertEqual(result["records"]["res.partner"][0]["id"], self.guest.id)

    def test_a_forged_reservation_is_refused(self):
        token = qr_token.issue("R1", [self.book().reference], b"another company")
        result = self.scan(token)
        self.assertEqual((result["status"], result["code"]), ("refused", "reservation_forged"))

    def test_a_signed_reference_of_nothing_is_refused(self):
        token = qr_token.issue("R1", ["A" * 16], self.env.company._mcrm_key("reservation"))
        self.assertEqual(self.scan(token)["code"], "reservation_unknown")

    def test_a_member_token_is_not_a_reservation(self):
        token = qr_token.issue("R1", ["1", "2"], self.env.company._mcrm_key("reservation"))
        self.assertEqual(self.scan(token)["code"], "reservation_unreadable")

    def test_a_cancelled_reservation_says_so(self):
        reservation = self.book()
        reservation.action_cancel()
        result = self.scan(reservation._mcrm_token())
        self.assertEqual((result["status"], result["code"]), ("refused", "reservation_not_active"))
        self.assertIn("Cancelled", result["message"])

    def test_the_reservation_of_another_company_is_unknown(self):
        branch = self.env["res.company"].create({"name": "Branch", "parent_id": self.env.company.id})
        self.venue.sudo().company_id = branch
        self.assertEqual(self.scan(self.book()._mcrm_token())["code"], "reservation_unknown")
