from datetime import date, timedelta

from psycopg2.errors import UniqueViolation

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..exceptions import Refusal
from ..tools import member_number, qr_token
from .common import NOW, TODAY, MemberCase, make_member


@tagged("post_install", "-at_install")
class TestResPartner(MemberCase):
    def test_a_member_has_a_valid_number_and_a_joining_date(self):
        self.assertTrue(member_number.is_valid(self.member.mcrm_member_number))
        self.assertEqual(self.member.mcrm_joined_on, TODAY)

    def test_enrolling_twice_changes_nothing(self):
        number = self.member.mcrm_member_number
        self.member._mcrm_enrol(TODAY + timedelta(days=1))
        self.assertEqual((self.member.mcrm_member_number, self.member.mcrm_joined_on), (number, TODAY))

    def test_many_enrol_at_once_with_different_numbers(self):
        partners = self.env["res.partner"].create([{"name": f"Guest {index}"} for index in range(20)])
        partners._mcrm_enrol(TODAY)
        self.assertEqual(len(set(partners.mapped("mcrm_member_number"))), 20)

    def test_a_contact_made_from_the_list_of_members_is_one(self):
        partners = self.env["res.partner"].with_context(mcrm_enrol=True)
        family = partners.create({"name": "Budi", "child_ids": [(0, 0, {"name": "Office"})]})
        self.assertTrue(family.mcrm_member_number)
        self.assertFalse(family.child_ids.mcrm_member_number)

    def test_the_database_refuses_a_number_twice(self):
        other = make_member(self.env, name="Budi")
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation), self.env.cr.savepoint():
            other.mcrm_member_number = self.member.mcrm_member_number
            other.flush_recordset()

    def test_a_copy_is_not_a_member(self):
        copy = self.member.copy()
        self.assertFalse(copy.mcrm_member_number)
        self.assertFalse(copy.mcrm_joined_on)

    def test_the_birthday_follows_the_birth_date(self):
        self.member.mcrm_birth_date = date(1996, 2, 29)
        self.assertEqual(self.member.mcrm_birth_md, 229)
        self.member.mcrm_birth_date = False
        self.assertEqual(self.member.mcrm_birth_md, 0)

    def test_lookups_have_indexes(self):
        self.env.cr.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'res_partner'")
        names = {name for (name,) in self.env.cr.fetchall()}
        self.assertLessEqual({"res_partner_mcrm_member_number_unique", "res_partner_mcrm_birth_md_index"}, names)

    def test_a_rotating_token_is_found_and_ends_with_its_step(self):
        text, expires_at = self.member._mcrm_member_token(NOW)
        self.assertEqual(expires_at, NOW.replace(second=30))
        self.assertEqual(self.find(text), self.member)

    def test_a_rotating_token_changes_with_its_step(self):
        tokens = {self.member._mcrm_member_token(NOW + timedelta(seconds=each))[0] for each in (0, 10, 30)}
        self.assertEqual(len(tokens), 2)

    def test_clocks_may_differ_by_a_step_but_not_more(self):
        text, _expires_at = self.member._mcrm_member_token(NOW)
        for seconds in (-30, 30):
            self.assertEqual(self.find(text, NOW + timedelta(seconds=seconds)), self.member)
        for seconds in (-90, 90):
            with self.assertRaises(qr_token.ExpiredToken):
                self.find(text, NOW + timedelta(seconds=seconds))

    def test_a_static_token_never_expires(self):
        self.company.mcrm_qr_policy = "static"
        text, expires_at = self.member._mcrm_member_token(NOW)
        self.assertIsNone(expires_at)
        self.assertEqual(self.find(text, NOW + timedelta(days=3650)), self.member)

    def test_a_static_token_may_spend_under_the_static_policy_only(self):
        self.company.mcrm_qr_policy = "static"
        text, _expires_at = self.member._mcrm_member_token(NOW)
        self.assertTrue(self.env["res.partner"]._mcrm_token_may_spend(text, NOW))
        self.company.mcrm_qr_policy = "rotating"
        self.assertEqual(self.find(text), self.member)
        self.assertFalse(self.env["res.partner"]._mcrm_token_may_spend(text, NOW))

    def test_a_token_of_another_company_is_refused(self):
        other = self.env["res.company"].create({"name": "Other Café"})
        text, _expires_at = self.member.with_company(other)._mcrm_member_token(NOW)
        with self.assertRaises(qr_token.WrongSignature):
            self.find(text)

    def test_a_token_of_another_kind_is_refused(self):
        text = qr_token.issue("V1", [self.member.mcrm_member_number, 0], self.company._mcrm_key("member"))
        with self.assertRaises(qr_token.MalformedToken):
            self.find(text)

    def test_a_member_who_left_is_unknown(self):
        text, _expires_at = self.member._mcrm_member_token(NOW)
        self.member.active = False
        with self.assertRaises(Refusal) as caught:
            self.find(text)
        self.assertEqual(caught.exception.code, "member_unknown")

    def test_a_member_of_another_company_only_is_unknown(self):
        other = self.env["res.company"].create({"name": "Other Café"})
        text, _expires_at = self.member._mcrm_member_token(NOW)
        self.member.company_id = other
        with self.assertRaises(Refusal):
            self.find(text)

    def test_a_guest_has_no_token(self):
        guest = self.env["res.partner"].create({"name": "Guest"})
        with self.assertRaises(Refusal) as caught:
            guest._mcrm_member_token(NOW)
        self.assertEqual(caught.exception.code, "not_a_member")

    def find(self, text, now=NOW):
        return self.env["res.partner"]._mcrm_find_by_token(text, now)
