from datetime import date, datetime, timezone
from zoneinfo import ZoneInfo

from odoo.tests import new_test_user

from odoo.addons.mcrm_member.exceptions import Refusal

TODAY = date(2026, 11, 24)  # a Tuesday
NOW = datetime(2026, 11, 24, 1, tzinfo=timezone.utc).replace(tzinfo=None)  # 08:00 in Jakarta
JAKARTA = ZoneInfo("Asia/Jakarta")


def at(hour, minute=0, day=TODAY):
    """:return: a time of the café's clock (datetime, aware)"""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=JAKARTA)


def utc(moment):
    """:return: the same moment as Odoo stores it (datetime, naive UTC)"""
    return moment.astimezone(timezone.utc).replace(tzinfo=None)


def make_tables(env, seats=(2, 4), name="Terrace"):
    """:return: the tables of a new floor, numbered from 1 (restaurant.table)"""
    floor = env["restaurant.floor"].create({"name": name})
    return env["restaurant.table"].create(
        [{"floor_id": floor.id, "table_number": number, "seats": count} for number, count in enumerate(seats, start=1)]
    )


def make_venue(env, tables, **vals):
    """:return: a venue open every day 10:00-22:00 Jakarta time, an hour a party, a start each half hour (mcrm.venue)"""
    hours = [
        (0, 0, {"name": str(day), "dayofweek": str(day), "day_period": "morning", "hour_from": 10, "hour_to": 22})
        for day in range(7)
    ]
    calendar = env["resource.calendar"].create(
        {"name": "Open", "tz": "Asia/Jakarta", "company_id": False, "attendance_ids": [(5, 0, 0), *hours]}
    )
    return env["mcrm.venue"].create(
        {
            "name": "Kopi Contoh",
            "floor_ids": tables.floor_id.ids,
            "resource_calendar_id": calendar.id,
            "tz": "Asia/Jakarta",
            "turn_time": 60,
            "staff_user_ids": env.ref("base.user_admin").ids,
            **vals,
        }
    )


class ReservationBuilders:
    """What reservation tests need; for a TransactionCase."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.small, cls.large = cls.tables = make_tables(cls.env)
        cls.venue = make_venue(cls.env, cls.tables)
        cls.guest = cls.env["res.partner"].create({"name": "Sari", "email": "sari@example.com"})
        cls.other = cls.env["res.partner"].create({"name": "Budi", "email": "budi@example.com"})
        cls.cashier = new_test_user(cls.env, "mcrm_cashier", groups="base.group_user,point_of_sale.group_pos_user")
        cls.manager = new_test_user(cls.env, "mcrm_manager", groups="base.group_user,point_of_sale.group_pos_manager")

    def book(self, start=None, party_size=2, partner=None, note=False, now=NOW, key=None, venue=None):
        return self.env["mcrm.reservation"]._mcrm_book(
            venue or self.venue, partner or self.guest, start or at(19), party_size, note, now, key
        )

    def assertRefused(self, code, function, *args, **kwargs):
        """:return: the refusal, to look at its message (Refusal)"""
        with self.assertRaises(Refusal) as caught:
            function(*args, **kwargs)
        self.assertEqual(caught.exception.code, code)
        return caught.exception
