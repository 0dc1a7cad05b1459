from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import NOW, MemberCase

PRIVATE_FIELDS = ("mcrm_member_number", "mcrm_birth_date", "mcrm_staff_note", "mcrm_joined_on")


@tagged("post_install", "-at_install")
class TestAccess(MemberCase):
    def setUp(self):
        super().setUp()
        self.identity = self.env["mcrm.identity"].create(
            {"partner_id": self.member.id, "kind": "email", "value": "ayu@example.com"}
        )
        self.consent = self.member._mcrm_record_consent("terms", True, "1", "app", NOW)

    def test_staff_of_the_till_are_users_and_its_managers_managers(self):
        self.assertTrue(self.cashier.has_group("mcrm_member.group_user"))
        self.assertFalse(self.cashier.has_group("mcrm_member.group_manager"))
        self.assertTrue(self.manager.has_group("mcrm_member.group_manager"))

    def test_cashiers_read_and_change_nothing(self):
        for record in (self.identity, self.consent):
            record = record.with_user(self.cashier)
            record.read()
            for operation in ("write", "create", "unlink"):
                with self.assertRaises(AccessError):
                    record.check_access(operation)

    def test_managers_edit_contacts_but_never_consents(self):
        self.identity.with_user(self.manager).value = "ayu@example.org"
        with self.assertRaises(AccessError):
            self.consent.with_user(self.manager).check_access("write")

    def test_others_see_nothing_of_a_member(self):
        for user in (self.employee, self.portal, self.nobody):
            for record in (self.identity, self.consent):
                with self.assertRaises(AccessError):
                    record.with_user(user).read()

    def test_even_their_own_fields_are_closed_to_portal_users(self):
        partner = self.portal.partner_id
        partner._mcrm_enrol(NOW.date())
        for field in PRIVATE_FIELDS:
            with self.assertRaises(AccessError):
                partner.with_user(self.portal).read([field])

    def test_enrolling_needs_the_right_to_edit_contacts(self):
        guest = self.env["res.partner"].create({"name": "Guest"})
        with self.assertRaises(AccessError):
            guest.with_user(self.employee).action_mcrm_enrol()
        guest.with_user(self.manager).action_mcrm_enrol()
        self.assertTrue(guest.mcrm_member_number)

    def test_contacts_of_another_company_are_hidden(self):
        other = self.env["res.company"].create({"name": "Other Café"})
        identity = self.env["mcrm.identity"].create(
            {"partner_id": self.member.id, "kind": "email", "value": "ayu@example.com", "company_id": other.id}
        )
        with self.assertRaises(AccessError):
            identity.with_user(self.manager).read()
