from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytz

from odoo import api, fields, models

from odoo.addons.base.models.res_partner import _tz_get
from odoo.addons.mcrm_member.exceptions import Refusal

from ..tools import availability

DAY = timedelta(days=1)


class McrmVenue(models.Model):
    """A place where guests can reserve a table: its floors, its hours and its rules."""

    _name = "mcrm.venue"
    _description = "Reservation Venue"
    _order = "sequence, name, id"
    _check_company_auto = True

    def _default_calendar_id(self):
        return self.env.ref("mcrm_reservation.resource_calendar_every_day", raise_if_not_found=False)

    def _default_tz(self):
        return self.env.company.partner_id.tz or self.env.user.tz or "Asia/Jakarta"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    floor_ids = fields.Many2many(
        "restaurant.floor",
        string="Floors",
        help="Guests can reserve the tables of these floors.",
    )
    table_ids = fields.Many2many("restaurant.table", string="Tables", compute="_compute_table_ids")
    table_count = fields.Integer(compute="_compute_table_ids")
    seat_count = fields.Integer("Seats", compute="_compute_table_ids")
    resource_calendar_id = fields.Many2one(
        "resource.calendar",
        "Opening Hours",
        required=True,
        ondelete="restrict",
        check_company=True,
        default=lambda self: self._default_calendar_id(),
        help="Read in the time zone of the venue. Closings are the time off of this calendar.",
    )
    tz = fields.Selection(_tz_get, "Time Zone", required=True, default=lambda self: self._default_tz())
    slot_step = fields.Integer(required=True, default=30, help="Minutes between two start times that are offered.")
    turn_time = fields.Integer(
        required=True, default=90, help="Minutes from seating until the table is ready for the next party."
    )
    minimum_notice = fields.Integer(default=30, help="Minutes that a reservation must be made ahead, at least.")
    booking_window = fields.Integer(default=30, help="Days that guests can reserve ahead, at most.")
    max_party_size = fields.Integer(
        "Largest Party", default=8, help="Guests that can reserve without asking you first."
    )
    cancel_notice = fields.Float(
        "Cancellation Cut-off", default=2.0, help="Hours before the start until which guests can cancel by themselves."
    )
    staff_user_ids = fields.Many2many(
        "res.users",
        string="Notified Staff",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        help="Who is told about new and cancelled reservations. Nobody chosen: all M-CRM managers of the company.",
    )
    reservation_ids = fields.One2many("mcrm.reservation", "venue_id", "Reservations")

    _slot_step_positive = models.Constraint("CHECK (slot_step > 0)", "The slot step must be at least one minute.")
    _turn_time_positive = models.Constraint("CHECK (turn_time > 0)", "The turn time must be at least one minute.")
    _rules_not_negative = models.Constraint(
        "CHECK (minimum_notice >= 0 AND booking_window >= 0 AND cancel_notice >= 0)",
        "Notice, booking window and cut-off cannot be negative.",
    )
    _max_party_size_positive = models.Constraint(
        "CHECK (max_party_size > 0)", "The largest party must be at least one guest."
    )

    @api.depends("floor_ids.table_ids.active", "floor_ids.table_ids.seats")
    def _compute_table_ids(self):
        for venue in self:
            venue.table_ids = venue.floor_ids.table_ids
            venue.table_count = len(venue.table_ids)
            venue.seat_count = sum(venue.table_ids.mapped("seats"))

    def _mcrm_availability(self, date, party_size, now):
        """The times at which a party can still reserve on one day.

        :param date date: day of the venue's calendar
        :param int party_size: guests
        :param datetime now: the moment of asking, naive meaning UTC
        :return: ``[{"start": aware datetime in the venue's time zone, "seats_left": int}]`` in order of time, where
            `seats_left` counts the chairs of all tables that are free for the whole turn (list of dict)
        :raise Refusal: code ``party_too_large`` or ``party_too_small``
        """
        return [
            {"start": self._mcrm_local(slot.start), "seats_left": slot.seats_left}
            for slot in self._mcrm_slots(date, party_size, now)
        ]

    def _mcrm_slots(self, date, party_size, now):
        """The one answer to "what is free", for those who ask and for the booking itself.

        :param date date: day of the venue's calendar
        :param int party_size: guests
        :param datetime now: naive meaning UTC
        :return: slots of that day with their tables, best fit first (list of Slot)
        :raise Refusal: code ``party_too_large`` or ``party_too_small``
        """
        self.ensure_one()
        self._mcrm_check_party_size(party_size)
        # from the eve to the morrow: services past midnight belong together
        period = self._mcrm_days(date - DAY, date + DAY)
        return availability.on_day(self._mcrm_free(period, party_size, now), date, ZoneInfo(self.tz))

    def _mcrm_nearest(self, start, party_size, now):
        """The free times closest to one that cannot be had, on the same and the neighbouring days.

        :param datetime start: the wanted time, aware
        :return: at most three, in order of time (list of Slot)
        """
        date = self._mcrm_local(start).date()
        offered = [slot for day in (date - DAY, date, date + DAY) for slot in self._mcrm_slots(day, party_size, now)]
        return availability.nearest(offered, start)

    def _mcrm_best_table(self, start, end, party_size):
        """The table that staff would choose, whatever the opening hours.

        :param datetime start: naive UTC
        :param datetime end: naive UTC
        :return: the best-fitting free table, or none (restaurant.table)
        """
        period = availability.Interval(_aware(start), _aware(end))
        free = availability.free_tables(period, self._mcrm_tables(), self._mcrm_busy(period))
        fitting = availability.best_fit(free, party_size)
        return self.env["restaurant.table"].browse(table.id for table in fitting[:1])

    def _mcrm_check_start(self, start, now):
        """Say why a time is not offered at all, whatever is free.

        :param datetime start: aware
        :param datetime now: naive meaning UTC
        :raise Refusal: code ``too_soon``, ``too_far_ahead`` or ``outside_hours``
        """
        rules = self._mcrm_rules()
        if availability.is_too_soon(start, rules, _aware(now)):
            raise Refusal("too_soon", self.env._("It is too late to reserve for that time. Please choose a later one."))
        if not availability.in_booking_window(start, rules, _aware(now)):
            message = self.env._("You can reserve up to %(days)s days ahead.", days=self.booking_window)
            raise Refusal("too_far_ahead", message)
        date = self._mcrm_local(start).date()
        openings = self._mcrm_openings(self._mcrm_days(date - DAY, date + DAY))
        if start.astimezone(timezone.utc) not in availability.starts(openings, rules):
            raise Refusal("outside_hours", self.env._("%(venue)s takes no reservation for that time.", venue=self.name))

    def _mcrm_check_party_size(self, party_size):
        if party_size < 1:
            raise Refusal("party_too_small", self.env._("Please say how many guests will come."))
        largest = min(self.max_party_size, max(self.table_ids.mapped("seats"), default=0))
        if party_size > largest:
            message = self.env._("For more than %(count)s guests please ask us directly.", count=largest)
            raise Refusal("party_too_large", message)

    def _mcrm_staff(self):
        """:return: who is told what guests do (res.users)"""
        # sudo: whoever books, the notified persons are the same; users of other companies are not readable
        venue_sudo = self.sudo()
        if venue_sudo.staff_user_ids:
            return venue_sudo.staff_user_ids
        managers_sudo = self.env.ref("mcrm_member.group_manager").sudo().all_user_ids
        return managers_sudo.filtered(lambda user: not user.share and self.company_id in user.company_ids)

    def _mcrm_local(self, moment):
        """:param datetime moment: naive meaning UTC, or aware
        :return: the same moment in the time zone of the venue (datetime, aware)"""
        return _aware(moment).astimezone(ZoneInfo(self.tz))

    def _mcrm_free(self, period, party_size, now):
        rules = self._mcrm_rules()
        busy = self._mcrm_busy(period)
        openings = self._mcrm_openings(period)
        return availability.slots(openings, self._mcrm_tables(), busy, party_size, rules, _aware(now))

    def _mcrm_tables(self):
        return [availability.Table(table.id, table.seats) for table in self.table_ids]

    def _mcrm_rules(self):
        return availability.Rules(
            step=timedelta(minutes=self.slot_step),
            turn=timedelta(minutes=self.turn_time),
            notice=timedelta(minutes=self.minimum_notice),
            window=self.booking_window,
            tz=ZoneInfo(self.tz),
        )

    def _mcrm_days(self, first, last):
        """:return: from the first midnight of these local days to the last (Interval, aware)"""
        tz = ZoneInfo(self.tz)
        start = datetime.combine(first, datetime.min.time(), tzinfo=tz)
        end = datetime.combine(last + DAY, datetime.min.time(), tzinfo=tz)
        return availability.Interval(start, end)

    def _mcrm_openings(self, period):
        closings = [("time_type", "=", "leave"), ("company_id", "in", [False, self.company_id.id])]
        work = self.resource_calendar_id._work_intervals_batch(
            period.start, period.end, domain=closings, tz=pytz.timezone(self.tz)
        )
        return [availability.Interval(start, end) for start, end, _attendance in work[False]]

    def _mcrm_busy(self, period):
        """:return: when each table is taken during a period (dict of table id to list of Interval)"""
        busy = {}
        for line in self.env["mcrm.reservation.table"]._mcrm_taken(self.table_ids, period.start, period.end):
            taken = availability.Interval(_aware(line.start_at), _aware(line.end_at))
            busy.setdefault(line.table_id.id, []).append(taken)
        return busy


def _aware(moment):
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
