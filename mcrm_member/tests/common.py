from datetime import date, datetime

from odoo.tests import TransactionCase, new_test_user

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 12, 0, 7)  # noqa: DTZ001 naive UTC, as Odoo stores it


def make_member(env, today=TODAY, **vals):
    """:return: a new member (res.partner)"""
    partner = env["res.partner"].create({"name": "Ayu Lestari", **vals})
    partner._mcrm_enrol(today)
    return partner


class MemberCase(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.company = cls.env.company
        cls.company.mcrm_qr_policy = "rotating"
        cls.member = make_member(cls.env)
        cls.cashier = new_test_user(cls.env, "mcrm_cashier", "base.group_user,point_of_sale.group_pos_user")
        cls.manager = new_test_user(cls.env, "mcrm_manager", "base.group_user,point_of_sale.group_pos_manager")
        cls.employee = new_test_user(cls.env, "mcrm_employee", "base.group_user")
        cls.portal = new_test_user(cls.env, "mcrm_portal", "base.group_portal")
        cls.nobody = cls.env.ref("base.public_user")
