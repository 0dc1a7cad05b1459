"""A café with committed data, and calls to it as Odoo's server runs them."""

import contextlib
import json
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

from odoo import SUPERUSER_ID, Command, api, fields, sql_db
from odoo.modules.registry import Registry
from odoo.service import model as service

from odoo.addons.mcrm_loyalty.tests.common import PRICE, make_cafe, make_config, order_data
from odoo.addons.mcrm_loyalty.tools.ledger import EARN, SPEND, Move, Row
from odoo.addons.mcrm_member.exceptions import Refusal
from odoo.addons.mcrm_member.rerun import until_through

TILLS = 4  # each with a session of its own
REWARD_COST = 20  # points, of the reward in `make_cafe`
EARNED = PRICE // 1000  # points for one product


def plain(data):
    """:return: a copy of an order as it comes off the wire; Odoo empties what it is given (dict)"""
    return json.loads(json.dumps(data))


class Office:
    """The café's back office: makes members, vouchers and orders, and reads what became of them."""

    def __init__(self, database, tills=TILLS):
        self.registry = Registry(database)
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
            cafe = make_cafe(env, f"Kafe {uuid4()}")
            # Goods leave the stock at the end of the day: half of what an order costs is not ours to try
            cafe.company.point_of_sale_update_stock_quantities = "closing"
            self.records = {key: (value._name, value.ids) for key, value in vars(cafe).items() if key != "env"}
            tills = cafe.config.browse([make_config(cafe.env, cafe.company).id for _each in range(tills)])
            for till in tills:
                till.with_user(cafe.cashier).open_ui()
            self.session_ids = tills.current_session_id.ids
            self.company_id, self.cashier_id = cafe.company.id, cafe.cashier.id

    @contextlib.contextmanager
    def cafe(self, user_id=SUPERUSER_ID):
        """A transaction of the café's, committed at the end of the block.

        :return: the café's records by name, and `env` (SimpleNamespace)
        """
        with self.registry.cursor() as cr:
            yield self._at(api.Environment(cr, user_id, {}))

    def _at(self, env):
        env = env(context={"allowed_company_ids": [self.company_id], "tracking_disable": True})
        records = {name: env[model].browse(ids) for name, (model, ids) in self.records.items()}
        return SimpleNamespace(env=env, now=fields.Datetime.now(), **records)

    def call(self, work, user_id=SUPERUSER_ID):
        """Run `work(cafe)` as the server runs a call of the till or the app: again when the database says so.

        :return: its answer, or the code of its refusal, which is an answer too
        """
        with self.registry.cursor() as cr:
            env = api.Environment(cr, user_id, {})
            try:
                return service.retrying(lambda: until_through(env, lambda: work(self._at(env))), env)
            except Refusal as refusal:
                cr.rollback()
                return refusal.code

    def query(self, sql, *values, **named):
        """:return: all rows of a query on committed data (list of tuple)"""
        with self.registry.cursor() as cr:
            cr.execute(sql, named or values)
            return cr.fetchall()

    def closed(self):
        """Leave no connection that a forked process would share."""
        sql_db.close_all()

    # Making

    def members(self, count, points=0):
        """:return: ids of new members with that balance (list of int)"""
        with self.cafe() as cafe:
            partners = cafe.member.create([{"name": f"Balap Contoh {number}"} for number in range(count)])
            for partner in partners if points else ():
                gift = Move("gift", issued=points)
                cafe.program._mcrm_card_of(partner)._mcrm_book([gift], cafe.now, f"test:{uuid4()}", "Test")
            return partners.ids

    def ending(self, member_ids, points):
        """Give members points whose last day was yesterday."""
        with self.cafe() as cafe:
            before = cafe.now - timedelta(days=3)
            lot = Move("gift", issued=points, expires_on=before.date() + timedelta(days=1))
            for member in cafe.member.browse(member_ids):
                cafe.program._mcrm_card_of(member)._mcrm_book([lot], before, f"test:{uuid4()}", "Test")

    def vouchers(self, member_ids):
        """:return: ids of vouchers of the promo, one for each member (list of int)"""
        with self.cafe() as cafe:
            members = cafe.member.browse(member_ids)
            return [cafe.promo._mcrm_claim(member, cafe.now, str(uuid4())).id for member in members]

    def order(self, member_id, till=0, products=1, spends=0, voucher_ids=(), **values):
        """An order as a till sends it.

        :param int till: which of the tills
        :param int products: how many lines of one product; 0 for a single line of nothing
        :param int spends: how often points are spent on the reward of the member program
        :param voucher_ids: vouchers of the promo that it uses
        """
        with self.cafe() as cafe:
            rewards = [(cafe.program.reward_ids, None, 1000, REWARD_COST)] * spends
            cards = cafe.env["loyalty.card"].browse(voucher_ids)
            rewards += [(cafe.promo.reward_ids, card, 2000, 1) for card in cards]
            member = cafe.member.browse(member_id)
            data = order_data(cafe, self._session(cafe, till), bool(products), member, rewards, **values)
            return plain(_with_products(data, products))

    def _session(self, cafe, till):
        session = cafe.env["pos.session"].browse(self.session_ids[till])
        cafe.config = session.config_id  # whose payment methods the order uses
        return session

    def refund(self, order_uuid, till=0):
        """:return: the refund of a whole order, as the till sends it (dict)"""
        with self.cafe() as cafe:
            order = cafe.env["pos.order"].search([("uuid", "=", order_uuid)])
            data = order_data(cafe, self._session(cafe, till), partner=order.partner_id)
            data["lines"] = [_refund_line(line) for line in order.lines]
            return plain(_with_totals(data, -order.amount_total))

    # Works

    def sync(self, data):
        """:return: what the till calls to pay an order, as the cashier (callable)"""

        def work(cafe):
            orders = cafe.env["pos.order"].with_user(self.cashier_id)
            answer = orders.sync_from_ui([plain(data)])
            return answer["pos.order"][0]["state"]

        return work

    def claim(self, member_id, key=None):
        """:return: what the app calls to get the promo (callable)"""
        return lambda cafe: bool(cafe.promo._mcrm_claim(cafe.member.browse(member_id), cafe.now, key or str(uuid4())))

    def spend(self, card_id, points, key=None):
        """:return: what books points that are spent (callable)"""
        move = Move(SPEND, used=points)
        return self._booking(card_id, move, key)

    def earn(self, card_id, points, key=None):
        """:return: what books points that are earned (callable)"""
        return self._booking(card_id, Move(EARN, issued=points), key)

    def _booking(self, card_id, move, key):
        def work(cafe):
            card = cafe.env["loyalty.card"].browse(card_id)
            return len(card._mcrm_book([move], cafe.now, key or f"test:{uuid4()}", "Test"))

        return work

    def write_row(self, card_id, key):
        """:return: what writes a row without the lock of its card, which whoever books has (callable)"""

        def work(cafe):
            if cafe.env["loyalty.card"]._mcrm_is_booked(key):
                return 0
            common = {"card_id": card_id, "mcrm_at": cafe.now, "description": "Test"}
            return len(cafe.env["loyalty.history"]._mcrm_append([Row(SPEND, 0, 0, 0)], common, key))

        return work

    def consume(self, voucher_id, order_id):
        """:return: what uses a voucher up for an order, as its settlement does (callable)"""

        def work(cafe):
            card, order = cafe.env["loyalty.card"].browse(voucher_id), cafe.env["pos.order"].browse(order_id)
            if not card._mcrm_consume(order, cafe.now):
                return False
            return bool(card._mcrm_book([Move(SPEND, used=1)], cafe.now, f"test:{uuid4()}", "Test"))

        return work

    def hold(self, card_id, till, order_uuid=None):
        """:return: what the till calls to hold a card for an order; the codes of what it cannot have (callable)"""

        def work(cafe):
            session = cafe.env["pos.session"].browse(self.session_ids[till])
            config = session.config_id.with_user(self.cashier_id)
            refusals = config.mcrm_hold_cards(order_uuid or str(uuid4()), [card_id])
            return [refusal["code"] for refusal in refusals]

        return work

    def redeem(self, member_id, key=None):
        """:return: what the app calls to buy the reward (callable)"""
        return lambda cafe: bool(cafe.reward._mcrm_redeem(cafe.member.browse(member_id), cafe.now, key or str(uuid4())))

    def expire(self, member_ids):
        """:return: what the cron calls to end points past their day (callable)"""

        def work(cafe):
            cards = cafe.env["loyalty.card"].search([("partner_id", "in", member_ids)])
            cards._mcrm_expire(cafe.now)
            return "done"

        return work

    # Reading

    def card_ids(self, member_ids):
        """:return: the member cards of members, in their order (list of int)"""
        cards = dict(
            self.query(
                "SELECT partner_id, id FROM loyalty_card WHERE program_id = %s AND partner_id = ANY(%s)",
                self.records["program"][1][0],
                member_ids,
            )
        )
        return [cards[member_id] for member_id in member_ids]

    def order_id(self, data):
        """:return: the id of an order that a till sent (int)"""
        return self.query("SELECT id FROM pos_order WHERE uuid = %s", data["uuid"])[0][0]

    def cards(self, member_id, program="program"):
        """:return: (balance, state) of each card of a member in a program (list of tuple)"""
        return self.query(
            "SELECT points, mcrm_state FROM loyalty_card WHERE partner_id = %s AND program_id = %s ORDER BY id",
            member_id,
            self.records[program][1][0],
        )

    def promo_left(self, left):
        """Let the promo have so many vouchers left; None for as many as are asked for."""
        with self.cafe() as cafe:
            cafe.promo.mcrm_quota = cafe.promo.mcrm_issued + left if left is not None else 0

    def state(self):
        """:return: all that the café's orders, cards and ledger hold, to be compared (list of tuple)"""
        return self.query(
            """SELECT 'order', id, state, amount_paid::text, 0 FROM pos_order WHERE company_id = %(company)s
                UNION ALL
               SELECT 'line', id, uuid, qty::text, coupon_id FROM pos_order_line WHERE company_id = %(company)s
                UNION ALL
               SELECT 'payment', id, '', amount::text, 0 FROM pos_payment WHERE company_id = %(company)s
                UNION ALL
               SELECT 'card', id, mcrm_state, points::text, mcrm_used_order_id FROM loyalty_card
                WHERE program_id = ANY(%(programs)s)
                UNION ALL
               SELECT 'row', row.id, mcrm_key, (issued - used)::text, order_id FROM loyalty_history row
                 JOIN loyalty_card card ON card.id = card_id WHERE program_id = ANY(%(programs)s)
                UNION ALL
               SELECT 'program', id, '', mcrm_issued::text, 0 FROM loyalty_program WHERE id = ANY(%(programs)s)
                ORDER BY 1, 2""",
            company=self.company_id,
            programs=[self.records[name][1][0] for name in ("program", "promo", "reward")],
        )

    def conflicts(self, kind, *orders):
        """:return: how many of these orders could not have what they promised (int)"""
        return self.query(
            """SELECT count(*) FROM mcrm_conflict JOIN pos_order ON pos_order.id = order_id
                WHERE kind = %s AND uuid = ANY(%s)""",
            kind,
            [order["uuid"] for order in orders],
        )[0][0]

    def paid(self, *orders):
        """:return: how many of these orders are there, paid (int)"""
        uuids = [order["uuid"] for order in orders]
        return self.query("SELECT count(*) FROM pos_order WHERE uuid = ANY(%s) AND state = 'paid'", uuids)[0][0]


def _with_products(data, count):
    first = data["lines"][0]
    more = [Command.create({**first[2], "uuid": str(uuid4())}) for _each in range(count - 1)]
    data["lines"] = [first, *more, *data["lines"][1:]]
    return _with_totals(data, sum(line[2]["price_subtotal_incl"] for line in data["lines"]))


def _with_totals(data, total):
    data["amount_total"] = data["amount_paid"] = data["payment_ids"][0][2]["amount"] = total
    return data


def _refund_line(line):
    return Command.create(
        {
            "product_id": line.product_id.id,
            "qty": -line.qty,
            "price_unit": line.price_unit,
            "price_subtotal": -line.price_subtotal,
            "price_subtotal_incl": -line.price_subtotal_incl,
            "discount": 0,
            "tax_ids": [Command.set([])],
            "uuid": str(uuid4()),
            "full_product_name": line.full_product_name,
            "refunded_orderline_id": line.id,
        }
    )
