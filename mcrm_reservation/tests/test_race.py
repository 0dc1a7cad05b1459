import contextlib
import threading
from datetime import timedelta
from functools import partial
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, tagged

from odoo.addons.mcrm_member.exceptions import Refusal

from .common import NOW, TODAY, at, make_tables, make_venue

GUESTS = 16
TOMORROW = TODAY + timedelta(days=1)
ROUNDS = 3


@tagged("post_install", "-at_install")
class TestRace(BaseCase):
    """Real threads, real cursors, real commits; what they leave is removed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry = Registry(get_db_name())
        # the main thread holds this lock while it runs tests: other threads could not open an environment
        cls.startClassPatcher(patch.object(Registry, "_lock", DummyRLock()))
        with cls.environment() as env:
            cls.table = make_tables(env, seats=(2,), name="Race").id
            cls.venue = make_venue(env, env["restaurant.table"].browse(cls.table), name="Race").id
            cls.guests = env["res.partner"].create([{"name": f"Racer {number}"} for number in range(GUESTS)]).ids
        cls.addClassCleanup(cls.remove)

    @classmethod
    @contextlib.contextmanager
    def environment(cls):
        with cls.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})

    @classmethod
    def remove(cls):
        with cls.environment() as env:
            venue = env["mcrm.venue"].browse(cls.venue)
            reservations = venue.reservation_ids
            reservations.filtered("line_ids.is_live").action_cancel()
            env["mail.message"].search(
                [("model", "=", reservations._name), ("res_id", "in", reservations.ids)]
            ).unlink()
            reservations.unlink()
            calendar, tables = venue.resource_calendar_id, env["restaurant.table"].browse(cls.table)
            floor = tables.floor_id
            venue.unlink()
            calendar.unlink()
            tables.unlink()
            floor.unlink()
            env["res.partner"].browse(cls.guests).unlink()

    def race(self, attempt):
        """Start all guests at once, each in a transaction that has already begun to read.

        :return: what each attempt gave: a reservation's id, the code of a refusal, or another exception (list)
        """
        barrier, results = threading.Barrier(GUESTS), []

        def run(number):
            with self.registry.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                env["mcrm.venue"].browse(self.venue).name  # noqa: B018  the snapshot begins here, as in a request
                barrier.wait(30)
                try:
                    results.append(retrying(partial(attempt, env, number), env))
                except Refusal as refusal:
                    results.append(refusal.code)
                except Exception as error:  # noqa: BLE001  whatever it is, the test must tell
                    results.append(error)

        threads = [threading.Thread(target=run, args=(number,)) for number in range(GUESTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        return results

    def book(self, env, number, hour, key=None, day=TODAY):
        guest = env["res.partner"].browse(self.guests[number])
        venue = env["mcrm.venue"].browse(self.venue)
        return env["mcrm.reservation"]._mcrm_book(venue, guest, at(hour, day=day), 2, False, NOW, key).id

    def change(self, env, number, ids, hour):
        reservation = env["mcrm.reservation"].browse(ids[number])
        reservation._mcrm_change({"start": at(hour, day=TOMORROW)}, NOW)
        return reservation.id

    def live_lines(self, hour, day=TODAY):
        with self.environment() as env:
            venue = env["mcrm.venue"].browse(self.venue)
            return len(
                env["mcrm.reservation.table"]._mcrm_taken(venue.table_ids, at(hour, day=day), at(hour + 1, day=day))
            )

    def test_of_many_guests_for_the_last_table_exactly_one_gets_it(self):
        for hour in range(12, 12 + ROUNDS):
            results = self.race(partial(self.book, hour=hour))
            winners = [result for result in results if isinstance(result, int)]
            losers = [result for result in results if not isinstance(result, int)]
            self.assertEqual(len(winners), 1, results)
            self.assertEqual(losers, ["slot_taken"] * (GUESTS - 1))
            self.assertEqual(self.live_lines(hour), 1)

    def test_one_booking_sent_many_times_at_once_is_made_once(self):
        results = self.race(lambda env, _number: self.book(env, 0, hour=20, key="once"))
        self.assertEqual(len(set(results)), 1, results)
        self.assertIsInstance(results[0], int)
        self.assertEqual(self.live_lines(20), 1)

    def test_of_many_guests_who_change_to_one_time_exactly_one_gets_it_and_all_keep_a_table(self):
        with self.environment() as env:
            hours = range(10, 14)
            ids = [self.book(env, number, hour, day=TOMORROW) for number, hour in enumerate(hours)]
        results = self.race(lambda env, number: self.change(env, number % len(ids), ids, 16))
        self.assertEqual(len({result for result in results if isinstance(result, int)}), 1, results)
        self.assertLessEqual({result for result in results if not isinstance(result, int)}, {"slot_taken"}, results)
        self.assertEqual(self.live_lines(16, TOMORROW), 1)
        self.assertEqual(sum(self.live_lines(hour, TOMORROW) for hour in hours), len(ids) - 1)
