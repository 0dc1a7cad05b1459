from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import CafeCase, make_user


@tagged("post_install", "-at_install")
class TestLedgerReport(CafeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cafe.program.company_id = cls.cafe.company

    def figures(self):
        report = self.env["mcrm.ledger.report"].with_user(self.cafe.manager)
        measures = ["issued:sum", "spent:sum", "expired:sum", "change:sum", "outstanding:sum", "liability:sum"]
        self.env.flush_all()
        return report._read_group([("program_id", "=", self.cafe.program.id)], [], measures)[0]

    def test_the_figures_add_up_to_the_balances(self):
        self.cafe.program.mcrm_point_value = 50
        card = self.give_points(100)
        self.book(card, "spend", -30, "test:spend")
        self.book(card, "refund_spend", 10, "test:back")
        self.book(card, "expire", -5, "test:gone")
        self.book(card, "adjust", -15, "test:adjust")
        issued, spent, expired, change, outstanding, liability = self.figures()
        self.assertEqual((issued, spent, expired), (85, 20, 5))
        self.assertEqual((change, outstanding, card.points), (60, 60, 60))
        self.assertEqual(liability, 3000)
        self.assertEqual((self.cafe.program.mcrm_outstanding, self.cafe.program.mcrm_liability), (60, 3000))
        self.assertEqual(card.mcrm_value, 3000)

    def test_vouchers_are_no_points(self):
        self.claim()
        self.assertEqual(self.figures(), (0, 0, 0, 0, 0, 0))

    def test_it_is_for_managers_of_the_company(self):
        self.give_points(10)
        self.env.flush_all()
        with self.assertRaises(AccessError):
            self.env["mcrm.ledger.report"].with_user(self.cafe.cashier).search_count([])
        company = self.env["res.company"].create({"name": "Kafe Lain"})
        other = make_user(self.env, company, "other manager", "point_of_sale.group_pos_manager")
        reports = self.env["mcrm.ledger.report"].with_user(other).with_context(allowed_company_ids=company.ids)
        self.assertFalse(reports.search([("program_id", "=", self.cafe.program.id)]))
