from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import MemberCase


@tagged("post_install", "-at_install")
class TestResCompany(MemberCase):
    def test_each_company_has_its_own_secret(self):
        other = self.env["res.company"].create({"name": "Other Café"})
        secrets = [company.sudo().mcrm_secret for company in self.company | other]
        self.assertEqual([len(secret) for secret in secrets], [64, 64])
        self.assertNotEqual(*secrets)

    def test_companies_from_before_the_installation_get_different_secrets(self):
        companies = self.company | self.env["res.company"].create([{"name": "One"}, {"name": "Two"}])
        companies.flush_recordset()
        self.env.cr.execute("UPDATE res_company SET mcrm_secret = NULL")
        companies.invalidate_recordset()
        self.env["res.company"]._init_column("mcrm_secret")
        self.assertEqual(len(set(companies.sudo().mapped("mcrm_secret"))), 3)

    def test_each_purpose_has_its_own_key(self):
        keys = {self.company._mcrm_key(purpose) for purpose in ("member", "voucher", "reservation", "nota")}
        self.assertEqual(len(keys), 4)
        self.assertEqual({len(key) for key in keys}, {32})

    def test_an_unknown_purpose_is_an_error(self):
        with self.assertRaises(ValueError):
            self.company._mcrm_key("coffee")

    def test_branches_share_the_key_of_their_company(self):
        branch = self.env["res.company"].create({"name": "Branch", "parent_id": self.company.id})
        self.assertEqual(branch._mcrm_key("member"), self.company._mcrm_key("member"))

    def test_nobody_but_the_system_reads_the_secret(self):
        for user in (self.cashier, self.manager, self.portal):
            with self.assertRaises(AccessError):
                self.company.with_user(user).read(["mcrm_secret"])

    def test_the_secret_is_not_loaded_by_the_till(self):
        config = self.env["pos.config"].create({"name": "Till"})
        rows = self.company._load_pos_data_read(self.company, config)
        self.assertNotIn("mcrm_secret", rows[0])
