"""Real threads with real cursors on committed data, run as Odoo runs a call: again when the database says so."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from unittest.mock import patch
from uuid import uuid4

from odoo import SUPERUSER_ID, api, fields
from odoo.modules.registry import DummyRLock, Registry
from odoo.service import model as service
from odoo.tests import tagged
from odoo.tests.common import BaseCase, get_db_name
from odoo.tools import mute_logger

from odoo.addons.mcrm_member.exceptions import Refusal

from ..tools.ledger import Move
from .common import make_cafe, order_data

TRIES = 20  # a café's two tills meet rarely; eight threads on one row need more than Odoo's five


@tagged("post_install", "-at_install")
class TestConcurrency(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry = Registry(get_db_name())
        cls.name = f"Kafe {uuid4()}"
        with cls.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
            cafe = make_cafe(env, cls.name)
            cafe.config.with_user(cafe.cashier).open_ui()
            cls.records = {key: (value._name, value.ids) for key, value in vars(cafe).items() if key != "env"}
            cls.records["session"] = ("pos.session", cafe.config.current_session_id.ids)
            cls.company_id = cafe.company.id
        cls.addClassCleanup(cls.clean_up)

    @classmethod
    def clean_up(cls):
        """Sales and ledgers cannot be deleted through Odoo, so the café is only closed down."""
        with cls.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            company = env["res.company"].browse(cls.company_id)
            programs = env["loyalty.program"].search([("company_id", "=", company.id)])
            cards = env["loyalty.card"].with_context(active_test=False).search([("program_id", "in", programs.ids)])
            cr.execute("DELETE FROM loyalty_history WHERE card_id = ANY(%s)", [cards.ids])
            cr.execute(
                "UPDATE pos_order_line SET coupon_id = NULL, reward_id = NULL WHERE coupon_id = ANY(%s)", [cards.ids]
            )
            cr.execute("DELETE FROM loyalty_card WHERE id = ANY(%s)", [cards.ids])
            programs.active = False
            env["pos.session"].browse(cls.records["session"][1]).write({"state": "closed"})
            env["res.users"].search([("company_id", "=", company.id)]).active = False
            env["pos.config"].search([("company_id", "=", company.id)]).active = False

    def setUp(self):
        super().setUp()
        # Odoo waits up to half a minute between tries; a moment is enough to see the same
        moment = threading.Event()
        clock = SimpleNamespace(sleep=lambda seconds: moment.wait(min(seconds, 1) / 20))
        self.startPatcher(patch.object(service, "time", clock))
        self.startPatcher(patch.object(service, "MAX_TRIES_ON_CONCURRENCY_FAILURE", TRIES))
        # The main thread holds this lock while tests run, and every thread asks for it
        self.startPatcher(patch.object(Registry, "_lock", DummyRLock()))

    def cafe(self, env):
        env = env(context={"allowed_company_ids": [self.company_id], "tracking_disable": True})
        return type("Cafe", (), {name: env[model].browse(ids) for name, (model, ids) in self.records.items()})

    def call(self, work):
        """Run `work(cafe)` in a transaction of its own; a refusal is an answer, not an error."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            try:
                result = service.retrying(lambda: work(self.cafe(env)), env)
            except Refusal as refusal:
                cr.rollback()
                return refusal.code
            cr.commit()  # pylint: disable=invalid-commit  # the cursor is this call's own
            return result

    def race(self, *works):
        """Let works start at the same moment, each after it has taken its snapshot."""
        barrier = threading.Barrier(len(works))

        def run(work):
            first = threading.Event()

            def started(cafe):
                cafe.company.read(["name"])
                if not first.is_set():
                    first.set()
                    barrier.wait(30)
                return work(cafe)

            return self.call(started)

        with mute_logger("odoo.sql_db", "odoo.service.model"), ThreadPoolExecutor(len(works)) as pool:
            return list(pool.map(run, works))

    def new_member(self, points=0):
        def create(cafe):
            partner = cafe.member.create({"name": "Balap Contoh"})
            if points:
                card = cafe.program._mcrm_card_of(partner)
                card._mcrm_book([Move("gift", issued=points)], fields.Datetime.now(), f"test:{uuid4()}", "Test")
            return partner.id

        return self.call(create)

    def order(self, partner_id, **values):
        return self.call(lambda cafe: order_data(cafe, cafe.session, partner=cafe.member.browse(partner_id), **values))

    def sync(self, data):
        def work(cafe):
            copy = {**data, "lines": list(data["lines"]), "payment_ids": list(data["payment_ids"])}
            cafe.session.env["pos.order"].with_user(cafe.cashier).sync_from_ui([copy])
            return "paid"

        return work

    def cards(self, partner_id, program="program"):
        def read(cafe):
            cards = cafe.program.env["loyalty.card"].search(
                [("partner_id", "=", partner_id), ("program_id", "=", getattr(cafe, program).id)]
            )
            return [(card.points, card.mcrm_state, sum(card.history_ids.mapped("mcrm_points"))) for card in cards]

        return self.call(read)

    def test_the_quota_is_exact(self):
        self.call(lambda cafe: cafe.promo.write({"mcrm_quota": 3, "mcrm_issued": 0}))
        members = [self.new_member() for _each in range(8)]

        def claim(partner_id):
            return lambda cafe: bool(
                cafe.promo._mcrm_claim(cafe.member.browse(partner_id), fields.Datetime.now(), str(uuid4()))
            )

        answers = self.race(*map(claim, members))
        self.assertEqual(sorted(map(str, answers)), ["True"] * 3 + ["promo_quota_exhausted"] * 5)
        self.assertEqual(self.call(lambda cafe: cafe.promo.mcrm_issued), 3)
        self.assertEqual(sum(len(self.cards(member, "promo")) for member in members), 3)
        self.call(lambda cafe: cafe.promo.write({"mcrm_quota": 0}))

    def test_one_wish_gives_one_voucher(self):
        member = self.new_member()

        def claim(cafe):
            return cafe.promo._mcrm_claim(cafe.member.browse(member), fields.Datetime.now(), "one").id

        self.assertEqual(len(set(self.race(*[claim] * 4))), 1)
        self.assertEqual(len(self.cards(member, "promo")), 1)

    def test_one_balance_buys_one_reward(self):
        member = self.new_member(points=20)

        def redeem(cafe):
            key = str(random.random())
            return bool(cafe.reward._mcrm_redeem(cafe.member.browse(member), fields.Datetime.now(), key))

        answers = self.race(*[redeem] * 4)
        self.assertEqual(sorted(map(str, answers)), ["True"] + ["points_insufficient"] * 3)
        self.assertEqual(self.cards(member), [(0, "available", 0)])

    def test_one_order_settled_at_once_is_booked_once(self):
        member = self.new_member(points=1)
        data = self.order(member)
        order_id = self.call(
            lambda cafe: (
                cafe.session.env["pos.order"]
                .with_user(cafe.cashier)
                .sync_from_ui([{**data, "state": "draft", "payment_ids": [], "amount_paid": 0}])["pos.order"][0]["id"]
            )
        )
        answers = self.race(*[self.settle(order_id)] * 4)
        self.assertEqual(answers, ["settled"] * 4)
        self.assertEqual(self.cards(member), [(26, "available", 26)])

    def settle(self, order_id):
        def work(cafe):
            cafe.session.env["pos.order"].browse(order_id)._mcrm_settle_loyalty(fields.Datetime.now())
            return "settled"

        return work

    def test_two_first_purchases_make_one_card(self):
        member = self.new_member()
        answers = self.race(*[self.sync(self.order(member)) for _each in range(2)])
        self.assertEqual(answers, ["paid", "paid"])
        self.assertEqual(self.cards(member), [(50, "available", 50)])

    def test_first_points_at_once_open_one_card(self):
        """Without a till between them, both find no card and both open one."""
        member = self.new_member()

        def earn(cafe):
            card = cafe.program._mcrm_card_of(cafe.member.browse(member))
            card._mcrm_book([Move("earn", issued=5)], fields.Datetime.now(), str(uuid4()), "Test")
            return "earned"

        self.assertEqual(self.race(*[earn] * 4), ["earned"] * 4)
        self.assertEqual(self.cards(member), [(20, "available", 20)])

    def test_two_tills_spend_one_balance_once(self):
        member = self.new_member(points=20)

        def data(cafe):
            reward, card = cafe.program.reward_ids, cafe.program._mcrm_find_card(cafe.member.browse(member))
            rewards = [(reward, card, 0, 20)]
            return order_data(cafe, cafe.session, 0, cafe.member.browse(member), rewards)

        orders = [self.call(data) for _each in range(3)]
        self.assertEqual(self.race(*map(self.sync, orders)), ["paid"] * 3)
        self.assertEqual(self.cards(member), [(0, "available", 0)])

    def test_two_tills_use_one_voucher_once(self):
        member = self.new_member()
        self.call(lambda cafe: cafe.promo._mcrm_claim(cafe.member.browse(member), fields.Datetime.now(), "v").id)

        def data(cafe):
            card = cafe.promo._mcrm_issued_to(cafe.member.browse(member))
            return order_data(
                cafe, cafe.session, 1, cafe.member.browse(member), [(cafe.promo.reward_ids, card, 5000, 1)]
            )

        orders = [self.call(data) for _each in range(2)]
        self.assertEqual(self.race(*map(self.sync, orders)), ["paid", "paid"])
        self.assertEqual(self.cards(member, "promo"), [(0, "used", 0)])

        def refused(cafe):
            sold = cafe.session.env["pos.order"].search([("uuid", "in", [order["uuid"] for order in orders])])
            return sold.env["mcrm.conflict"].search([("order_id", "in", sold.ids)]).mapped("kind")

        self.assertEqual(self.call(refused), ["voucher_gone"])
