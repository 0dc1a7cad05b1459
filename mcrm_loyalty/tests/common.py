"""A small café to test in: one till, one product at Rp25.000, a member program, a promo and a reward."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

from odoo import Command, fields
from odoo.tests import TransactionCase

from ..tools.ledger import Move

PRICE = 25000
NOW = fields.Datetime.to_datetime("2026-11-24 05:03:00")  # 12.03 in Jakarta


def make_cafe(env, name="Kafe Uji"):
    """Build the café.

    :param env: environment of the superuser
    :param str name: makes logins and companies unique
    :return: company, config, cashier, manager, product, member, program, promo, reward (SimpleNamespace)
    """
    # Without a country: with one, Odoo loads its chart of accounts on commit and deletes ours
    company = env["res.company"].create({"name": name})
    env["account.chart.template"].try_loading("generic_coa", company=company, install_demo=False)
    company.currency_id = env.ref("base.IDR")
    company.partner_id.tz = "Asia/Jakarta"
    env = env(context={**env.context, "allowed_company_ids": company.ids})
    cafe = SimpleNamespace(company=env["res.company"].browse(company.id), env=env)
    cafe.cashier = make_user(env, company, f"{name} cashier", "point_of_sale.group_pos_user")
    cafe.manager = make_user(env, company, f"{name} manager", "point_of_sale.group_pos_manager")
    cafe.config = make_config(env, company)
    cafe.product = env["product.product"].create(
        {
            "name": "Kopi Susu",
            "list_price": PRICE,
            "available_in_pos": True,
            "taxes_id": False,
            "company_id": company.id,
        }
    )
    cafe.member = env["res.partner"].create({"name": "Sari Contoh"})
    cafe.member._mcrm_enrol(NOW.date())
    cafe.program = make_member_program(env)
    cafe.promo = make_voucher_program(env, "promo", mcrm_title="Kopi Jumat")
    cafe.reward = make_voucher_program(env, "reward", mcrm_title="Kopi gratis", mcrm_points_price=20)
    return cafe


def make_user(env, company, login, group):
    return env["res.users"].create(
        {
            "name": login,
            "login": login,
            "company_id": company.id,
            "company_ids": [Command.set(company.ids)],
            "group_ids": [Command.set([env.ref("base.group_user").id, env.ref(group).id])],
            "tz": "Asia/Jakarta",
        }
    )


def make_config(env, company):
    journal = env["account.journal"].search([("type", "=", "bank"), ("company_id", "=", company.id)], limit=1)
    method = env["pos.payment.method"].create({"name": "QRIS", "journal_id": journal.id, "company_id": company.id})
    return env["pos.config"].create({"name": "Till 1", "payment_method_ids": [Command.set(method.ids)]})


def make_member_program(env, **values):
    rule = {"reward_point_mode": "money", "reward_point_amount": 0.001, "minimum_qty": 1}
    return env["loyalty.program"].create(
        {
            "name": "Points",
            "mcrm_role": "member",
            "mcrm_title": "Points",
            "portal_point_name": "Poin",
            "currency_id": env.company.currency_id.id,
            "rule_ids": [Command.create(rule)],
            "reward_ids": [Command.create({"discount": 10, "required_points": 20})],
            **values,
        }
    )


def make_voucher_program(env, role, **values):
    return env["loyalty.program"].create(
        {
            "name": role,
            "mcrm_role": role,
            "mcrm_published": True,
            "currency_id": env.company.currency_id.id,
            "reward_ids": [Command.create({"discount": 20, "required_points": 1})],
            **values,
        }
    )


def order_data(cafe, session, quantity=1, partner=None, rewards=(), uuid=None, **values):
    """An order as the till sends it.

    :param rewards: (reward, card or empty, discount in rupiah, points the till claims it costs) of each reward line
    :return: dict for `sync_from_ui`
    """
    lines = [_line(cafe.product, quantity, PRICE)]
    lines += [_reward_line(*reward) for reward in rewards]
    total = sum(line[2]["price_subtotal_incl"] for line in lines)
    return {
        "uuid": uuid or str(uuid4()),
        "access_token": str(uuid4()),
        "name": "Order 1",
        "state": "paid",
        "session_id": session.id,
        "user_id": cafe.cashier.id,
        "partner_id": partner.id if partner else False,
        "company_id": cafe.company.id,
        "pricelist_id": False,
        "fiscal_position_id": False,
        "date_order": fields.Datetime.to_string(fields.Datetime.now()),
        "amount_total": total,
        "amount_paid": total,
        "amount_tax": 0,
        "amount_return": 0,
        "sequence_number": 1,
        "to_invoice": False,
        "lines": lines,
        "payment_ids": [
            Command.create({"amount": total, "name": "now", "payment_method_id": cafe.config.payment_method_ids[0].id})
        ],
        **values,
    }


def _line(product, quantity, price, **values):
    total = quantity * price
    return Command.create(
        {
            "product_id": product.id,
            "qty": quantity,
            "price_unit": price,
            "price_subtotal": total,
            "price_subtotal_incl": total,
            "discount": 0,
            "tax_ids": [Command.set([])],
            "uuid": str(uuid4()),
            "full_product_name": product.name,
            **values,
        }
    )


def _reward_line(reward, card, amount, cost):
    return _line(
        reward.discount_line_product_id,
        1,
        -amount,
        is_reward_line=True,
        reward_id=reward.id,
        coupon_id=card.id if card else False,
        points_cost=cost,
        reward_identifier_code=str(uuid4())[:8],
    )


class CafeCase(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cafe = make_cafe(cls.env)
        cls.env = cls.cafe.env
        cls.config = cls.cafe.config.with_user(cls.cafe.cashier)
        cls.member = cls.cafe.member

    def need_self_orders(self):
        """Where pos_restaurant is, so is pos_self_order: the restaurant's installations run what is skipped here."""
        if "mobile" not in self.env["pos.order"]._fields["source"].get_values(self.env):
            self.skipTest("pos_self_order is not installed")

    def sync(self, data):
        """What the till calls, as the cashier; gives the order (as superuser)."""
        sent = {**data, "lines": list(data["lines"]), "payment_ids": list(data["payment_ids"])}  # Odoo empties it
        self.answer = self.env["pos.order"].with_user(self.cafe.cashier).sync_from_ui([sent])
        self.env.flush_all()
        return self.env["pos.order"].search([("uuid", "=", data["uuid"])])

    def pay(self, **values):
        return self.sync(self.order_data(**values))

    def order_data(self, **values):
        if not self.cafe.config.current_session_id:
            self.config.open_ui()
        return order_data(self.cafe, self.cafe.config.current_session_id, **values)

    def give_points(self, points, partner=None):
        card = self.cafe.program._mcrm_card_of(partner or self.member)
        self.book(card, "gift", points, f"test:{uuid4()}")
        return card

    def book(self, card, kind, points, key):
        move = Move(kind, issued=max(points, 0), used=max(-points, 0))
        return card._mcrm_book([move], NOW, key, "Test")

    def claim(self, partner=None, key=None, program=None):
        program = program or self.cafe.promo
        return program._mcrm_claim(partner or self.member, fields.Datetime.now(), key or str(uuid4()))

    def last_entry(self, card):
        return self.env["loyalty.history"].search([("card_id", "=", card.id)], order="id desc", limit=1)

    def balance(self, partner=None):
        return self.cafe.program._mcrm_find_card(partner or self.member).points

    @property
    def tomorrow(self):
        return self.cafe.company._mcrm_today(fields.Datetime.now()) + timedelta(days=1)

    @property
    def yesterday(self):
        return self.cafe.company._mcrm_today(fields.Datetime.now()) - timedelta(days=1)
