from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, new_test_user, tagged

from .common import ReservationBuilders, make_tables, make_venue

MODELS = ("mcrm.venue", "mcrm.reservation", "mcrm.reservation.table")
OPERATIONS = ("read", "write", "create", "unlink")


@tagged("post_install", "-at_install")
class TestAccess(ReservationBuilders, TransactionCase):
    def rights(self, user, model):
        return {each for each in OPERATIONS if self.env[model].with_user(user).has_access(each)}

    def test_nobody_and_portal_reach_nothing(self):
        portal = new_test_user(self.env, "mcrm_portal", groups="base.group_portal")
        employee = new_test_user(self.env, "mcrm_employee", groups="base.group_user")
        reservation = self.book()
        for user in (self.env.ref("base.public_user"), portal, employee):
            for model in MODELS:
                self.assertEqual(self.rights(user, model), set(), f"{user.login} {model}")
            with self.assertRaises(AccessError):
                reservation.with_user(user).read(["reference"])

    def test_a_cashier_keeps_the_book_and_not_the_rules(self):
        self.assertEqual(self.rights(self.cashier, "mcrm.venue"), {"read"})
        self.assertEqual(self.rights(self.cashier, "mcrm.reservation"), {"read", "write", "create"})

    def test_a_manager_may_do_everything(self):
        for model in MODELS:
            self.assertEqual(self.rights(self.manager, model), set(OPERATIONS), model)

    def test_a_manager_sets_up_a_venue_and_its_hours(self):
        venue = make_venue(self.env(user=self.manager), self.tables, staff_user_ids=self.manager.ids)
        self.assertEqual(venue.seat_count, 6)

    def test_other_companies_see_nothing(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = new_test_user(
            self.env,
            "mcrm_stranger",
            groups="base.group_user,point_of_sale.group_pos_manager",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        reservation = self.book()
        for record in (self.venue, reservation, reservation.line_ids):
            self.assertFalse(record.with_user(stranger).search([("id", "=", record.id)]))
            with self.assertRaises(AccessError):
                record.with_user(stranger).read(["company_id"])

    def test_a_table_shared_by_two_companies_is_still_booked_once(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        twin = make_venue(self.env, self.small, company_id=company.id, name="Twin")
        self.book(party_size=4)
        self.book()
        self.assertRefused(
            "slot_taken", self.book, venue=twin.with_context(allowed_company_ids=company.ids), party_size=4
        )

    def test_venues_of_different_floors_do_not_touch_each_other(self):
        tables = make_tables(self.env, seats=(2,), name="Roof")
        roof = make_venue(self.env, tables, name="Roof")
        self.book()
        self.assertEqual(self.book(venue=roof).table_ids, tables)
