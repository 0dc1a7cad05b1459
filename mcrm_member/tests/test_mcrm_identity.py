from psycopg2.errors import UniqueViolation

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MemberCase, make_member


@tagged("post_install", "-at_install")
class TestMcrmIdentity(MemberCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.country_id = cls.env.ref("base.id")

    def test_contacts_are_stored_in_one_spelling(self):
        phone, email = self.identity("phone", "0812-3456-7890"), self.identity("email", " Ayu@Example.com ")
        self.assertEqual((phone.value, email.value), ("+6281234567890", "ayu@example.com"))

    def test_an_edited_contact_is_normalised_too(self):
        phone = self.identity("phone", "0812-3456-7890")
        phone.value = "0813 3456 7890"
        self.assertEqual(phone.value, "+6281334567890")

    def test_what_is_no_contact_is_refused_with_its_text(self):
        for kind, value in (("phone", "12"), ("email", "ayu"), ("phone", False)):
            with self.assertRaises(ValidationError) as caught:
                self.identity(kind, value)
            if value:
                self.assertIn(value, str(caught.exception))

    def test_one_contact_belongs_to_one_member_of_a_company(self):
        self.identity("phone", "0812-3456-7890")
        other = make_member(self.env, name="Budi")
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation), self.env.cr.savepoint():
            self.identity("phone", "+62 812 3456 7890", partner_id=other.id)

    def test_companies_do_not_share_contacts(self):
        company = self.env["res.company"].create({"name": "Other Café"})
        one = self.identity("email", "ayu@example.com")
        two = self.identity("email", "ayu@example.com", company_id=company.id)
        self.assertNotEqual(one, two)

    def test_a_contact_is_found_in_any_spelling(self):
        phone = self.identity("phone", "0812-3456-7890")
        identities = self.env["mcrm.identity"]
        self.assertEqual(identities._mcrm_find(self.company, "phone", "62 812 34567890"), phone)
        self.assertFalse(identities._mcrm_find(self.company, "phone", "0813 3456 7890"))

    def test_contacts_leave_with_the_member(self):
        phone = self.identity("phone", "0812-3456-7890")
        self.member.unlink()
        self.assertFalse(phone.exists())

    def identity(self, kind, value, **vals):
        vals = {"partner_id": self.member.id, "company_id": self.company.id, **vals}
        return self.env["mcrm.identity"].create({"kind": kind, "value": value, **vals})
