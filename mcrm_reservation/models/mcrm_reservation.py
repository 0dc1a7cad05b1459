import base64
import secrets
from datetime import timedelta, timezone

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.tools import SQL
from odoo.tools.misc import format_datetime

from odoo.addons.mcrm_member.exceptions import Refusal
from odoo.addons.mcrm_member.tools import qr_token

from ..tools import states

TOKEN_PREFIX = "R1"
REFERENCE_BYTES = 10  # 80 bits, 16 characters of base32
WHEN_FORMAT = "EEE d MMM HH:mm"
# What changes the period or the claim of a reservation on its tables.
OCCUPYING_FIELDS = {"state", "start_at", "end_at", "venue_id"}


class McrmReservation(models.Model):
    """Tables held for a party for a period."""

    _name = "mcrm.reservation"
    _description = "Reservation"
    _inherit = ("mail.thread", "mail.activity.mixin")
    _order = "start_at desc, id desc"
    _rec_name = "reference"
    _check_company_auto = True

    def _default_reference(self):
        return base64.b32encode(secrets.token_bytes(REFERENCE_BYTES)).decode()

    def _default_venue_id(self):
        return self.env["mcrm.venue"].search([("company_id", "=", self.env.company.id)], limit=1)

    reference = fields.Char(required=True, readonly=True, copy=False, default=lambda self: self._default_reference())
    venue_id = fields.Many2one(
        "mcrm.venue", required=True, ondelete="restrict", default=lambda self: self._default_venue_id(), index=True
    )
    company_id = fields.Many2one(related="venue_id.company_id", store=True, precompute=True)
    partner_id = fields.Many2one(
        "res.partner", "Guest", required=True, ondelete="restrict", index=True, check_company=True, tracking=True
    )
    phone = fields.Char(related="partner_id.phone")
    state = fields.Selection(
        [
            (states.HELD, "Held"),
            (states.REQUESTED, "Requested"),
            (states.CONFIRMED, "Confirmed"),
            (states.ARRIVED, "Arrived"),
            (states.SEATED, "Seated"),
            (states.FINISHED, "Finished"),
            (states.DECLINED, "Declined"),
            (states.CANCELLED, "Cancelled"),
            (states.NO_SHOW, "No-show"),
        ],
        required=True,
        default=states.CONFIRMED,
        copy=False,
        tracking=True,
        group_expand="_group_expand_state",
    )
    start_at = fields.Datetime("Start", required=True, tracking=True)
    end_at = fields.Datetime(
        "End",
        compute="_compute_end_at",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        help="Until then the tables are kept: the start plus the turn time of the venue.",
    )
    party_size = fields.Integer("Guests", required=True, default=2, tracking=True)
    note = fields.Text("Note of the Guest")
    staff_note = fields.Text("Note for Staff", help="Never shown to the guest.")
    line_ids = fields.One2many("mcrm.reservation.table", "reservation_id", "Reserved Tables", copy=False)
    table_ids = fields.Many2many(
        "restaurant.table",
        string="Tables",
        compute="_compute_table_ids",
        inverse="_inverse_table_ids",
        search="_search_table_ids",
        tracking=False,
    )
    venue_table_ids = fields.Many2many(related="venue_id.table_ids", string="Tables of the Venue")
    table_names = fields.Char("Table Numbers", compute="_compute_table_names")
    booking_key = fields.Char(
        readonly=True, copy=False, help="Names one booking of one guest, however often it is sent."
    )

    _reference_unique = models.UniqueIndex("(reference)", "This reference is already taken.")
    _booking_key_unique = models.UniqueIndex(
        "(partner_id, booking_key) WHERE booking_key IS NOT NULL", "This reservation was already made."
    )
    _party_size_positive = models.Constraint("CHECK (party_size > 0)", "At least one guest has to come.")
    _start_index = models.Index("(start_at)")

    @api.depends("start_at", "venue_id")
    def _compute_end_at(self):
        for reservation in self:
            turn = timedelta(minutes=reservation.venue_id.turn_time)
            reservation.end_at = reservation.start_at and reservation.start_at + turn

    @api.depends("line_ids.table_id")
    def _compute_table_ids(self):
        for reservation in self:
            reservation.table_ids = reservation.line_ids.table_id

    def _inverse_table_ids(self):
        for reservation in self:
            given_up = reservation.line_ids.filtered(lambda line, kept=reservation.table_ids: line.table_id not in kept)
            added = reservation.table_ids - reservation.line_ids.table_id
            given_up.unlink()
            self.env["mcrm.reservation.table"].create(
                [{"reservation_id": reservation.id, "table_id": table.id} for table in added]
            )

    def _search_table_ids(self, operator, value):
        return [("line_ids.table_id", operator, value)]

    @api.depends("table_ids.table_number")
    def _compute_table_names(self):
        for reservation in self:
            reservation.table_names = ", ".join(str(number) for number in reservation.table_ids.mapped("table_number"))

    @api.depends("partner_id", "party_size", "start_at", "venue_id")
    def _compute_display_name(self):
        for reservation in self:
            reservation.display_name = self.env._(
                "%(guest)s, %(guests)s guests, %(time)s",
                guest=reservation.partner_id.name or "",
                guests=reservation.party_size,
                time=reservation._mcrm_when(),
            )

    def _group_expand_state(self, found, _domain):
        return [state for state in states.ALL if state in (*states.LIVE[1:], states.FINISHED) or state in found]

    @api.onchange("venue_id", "start_at", "party_size")
    def _onchange_suggest_table(self):
        """Staff may reserve at any hour; the best table that is free then is suggested."""
        if self.venue_id and self.start_at and not self._origin.id:
            self.table_ids = self.venue_id._mcrm_best_table(self.start_at, self.end_at, self.party_size)

    @api.model_create_multi
    def create(self, vals_list):
        reservations = super().create(vals_list)
        # flushed at once, so that a table already taken is refused here and not somewhere later
        self.env["mcrm.reservation.table"].flush_model()
        if not self.env.context.get("mcrm_tables_follow"):
            reservations._mcrm_check_tables()
        return reservations

    def write(self, vals):
        if "state" in vals:
            self._mcrm_check_move(vals["state"])
        moved = self.filtered(lambda reservation: reservation.state != vals.get("state", reservation.state))
        if OCCUPYING_FIELDS & vals.keys():
            self.env["mcrm.reservation.table"]._mcrm_lock(self.line_ids.table_id.ids)
        result = super().write(vals)
        if {*OCCUPYING_FIELDS, "table_ids", "line_ids"} & vals.keys():
            self.env["mcrm.reservation.table"].flush_model()
            if not self.env.context.get("mcrm_tables_follow"):
                self._mcrm_check_tables()
        moved._mcrm_tell_guests()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_live(self):
        if any(reservation.state in states.LIVE for reservation in self):
            raise UserError(self.env._("Cancel a reservation before you delete it."))

    def action_confirm(self):
        self.state = states.CONFIRMED

    def action_arrive(self):
        self.state = states.ARRIVED

    def action_seat(self):
        self.state = states.SEATED

    def action_finish(self):
        self.state = states.FINISHED

    def action_decline(self):
        self.state = states.DECLINED

    def action_cancel(self):
        self.state = states.CANCELLED

    def action_no_show(self):
        self.state = states.NO_SHOW

    @api.model
    def _mcrm_book(self, venue, partner, start, party_size, note, now, key):
        """Reserve the best-fitting free table for a guest. Sent again with the same key, it gives the same reservation.

        :param mcrm.venue venue: where
        :param res.partner partner: the guest
        :param datetime start: aware, one of the starts of `mcrm.venue._mcrm_availability`
        :param int party_size: guests
        :param str note: the guest's wishes, or False
        :param datetime now: the moment of asking, naive UTC
        :param str key: the caller's idempotency text; None for a booking that is never repeated
        :return: the confirmed reservation (mcrm.reservation)
        :raise Refusal: code ``slot_taken`` (the message names the nearest free times), ``outside_hours``, ``too_soon``,
            ``too_far_ahead``, ``party_too_large`` or ``party_too_small``
        :raise ConcurrencyError: when the same key is being booked right now; Odoo repeats the request by itself
        """
        if booked := self._mcrm_booked(partner, key):
            return booked
        table_ids = self._mcrm_free_table_ids(venue, start, party_size, now)
        vals = {
            "venue_id": venue.id,
            "partner_id": partner.id,
            "start_at": _naive_utc(start),
            "party_size": party_size,
            "note": note,
        }
        with self.env.cr.savepoint():
            reservation = self.with_context(mcrm_tables_follow=True, mail_create_nosubscribe=True).create(vals)
            reservation = reservation.with_env(self.env)
            reservation._mcrm_claim_key(key)
            reservation._mcrm_take_one(table_ids, now)
        reservation._mcrm_tell_booked()
        return reservation

    def _mcrm_change(self, change, now):
        """The guest comes at another time, with other people or other wishes. The rules and locks are those of a
        booking, and what was reserved is only given up for what is taken instead. The same change twice is one change.

        :param dict change: any of `start` (aware datetime), `party_size` (int), `note` (str or False)
        :param datetime now: the moment of asking, naive UTC
        :raise Refusal: code ``too_late_to_change``, or one of those of `_mcrm_book`
        """
        self.ensure_one()
        wish = {
            "start_at": _naive_utc(change["start"]) if "start" in change else self.start_at,
            "party_size": change.get("party_size", self.party_size),
            "note": change.get("note", self.note) or False,
        }
        changed = {name: value for name, value in wish.items() if value != self[name]}
        if not changed:
            return
        if not self._mcrm_can_cancel(now):
            message = self.env._("It is too late to change this here. Please call %(venue)s.", venue=self.venue_id.name)
            raise Refusal("too_late_to_change", message)
        with self.env.cr.savepoint():
            self._mcrm_move(changed, now)
        self._mcrm_tell_staff(self.env._("Reservation changed"), self._mcrm_news())
        if changed.keys() - {"note"}:
            self._mcrm_tell_guests()

    def _mcrm_move(self, changed, now):
        following = self.with_context(mcrm_tables_follow=True)
        if not changed.keys() - {"note"}:
            following.write(changed)
            return
        # of two changes at once the second waits here, and is then run again
        self.env.cr.execute(
            SQL("SELECT 1 FROM mcrm_reservation WHERE id = %s FOR UPDATE", self.id), log_exceptions=False
        )
        # within the savepoint its own tables are free; for everybody else they are taken until the end of this
        self.line_ids.unlink()
        self.env["mcrm.reservation.table"].flush_model()
        start = self.venue_id._mcrm_local(changed.get("start_at", self.start_at))
        party_size = changed.get("party_size", self.party_size)
        table_ids = self._mcrm_free_table_ids(self.venue_id, start, party_size, now)
        following.write(changed)
        self.flush_recordset()
        self._mcrm_take_one(table_ids, now)

    def _mcrm_take_one(self, table_ids, now):
        """Take the first of these tables that nobody else has taken meanwhile.

        :raise Refusal: code ``slot_taken``
        """
        if not any(self.env["mcrm.reservation.table"]._mcrm_take(self, each) for each in table_ids):
            raise self._mcrm_slot_taken(self.venue_id, self.venue_id._mcrm_local(self.start_at), self.party_size, now)

    def _mcrm_cancel(self, now):
        """The guest does not come. Cancelling twice is cancelling once.

        :param datetime now: the moment of asking, naive UTC
        :raise Refusal: code ``too_late_to_cancel``
        """
        self.ensure_one()
        if self.state == states.CANCELLED:
            return
        if not self._mcrm_can_cancel(now):
            message = self.env._("It is too late to cancel here. Please call %(venue)s.", venue=self.venue_id.name)
            raise Refusal("too_late_to_cancel", message)
        self.with_context(mcrm_by_guest=True).state = states.CANCELLED
        self._mcrm_tell_staff(
            self.env._("Reservation cancelled"),
            self.env._("%(reservation)s: cancelled by the guest.", reservation=self.display_name),
        )

    def _mcrm_forget_guest(self):
        """Cancel what is ahead and keep of the rest only that there was one."""
        quiet = self.with_context(tracking_disable=True, mcrm_by_guest=True)
        quiet._mcrm_messages().unlink()
        quiet.activity_ids.unlink()
        quiet.write({"note": False, "staff_note": False})
        for reservation in quiet.filtered(lambda reservation: reservation.state in states.UPCOMING):
            reservation.state = states.CANCELLED
            reservation._mcrm_tell_staff(
                self.env._("Reservation cancelled"),
                self.env._("%(reservation)s: cancelled by the guest.", reservation=reservation.display_name),
            )

    def _mcrm_messages(self):
        return self.env["mail.message"].search([("model", "=", self._name), ("res_id", "in", self.ids)])

    def _mcrm_can_cancel(self, now):
        """:param datetime now: naive UTC
        :return: whether the guest may still cancel without calling (bool)"""
        self.ensure_one()
        deadline = self.start_at - timedelta(hours=self.venue_id.cancel_notice)
        return self.state in states.UPCOMING and now <= deadline

    def _mcrm_token(self):
        """:return: the text of the QR that the guest shows at the counter, ``R1.…`` (str)"""
        self.ensure_one()
        return qr_token.issue(TOKEN_PREFIX, [self.reference], self.company_id._mcrm_key("reservation"))

    @api.model
    def _mcrm_find_by_token(self, company, text):
        """
        :param res.company company: where the QR is shown
        :param str text: what was scanned
        :return: the reservation (mcrm.reservation)
        :raise InvalidToken: when the text cannot be trusted
        :raise Refusal: code ``reservation_unknown``
        """
        token = qr_token.read(text, company._mcrm_key("reservation"))
        if token.prefix != TOKEN_PREFIX or len(token.fields) != 1:
            raise qr_token.MalformedToken("not a reservation token")
        found = self.search([("reference", "=", token.fields[0]), ("company_id", "=", company.id)])
        if not found:
            raise Refusal("reservation_unknown", self.env._("This reservation does not exist here."))
        return found

    def _mcrm_check_expected(self):
        """:raise Refusal: code ``reservation_not_active`` when nobody is expected with this reservation any more"""
        if self.state not in states.LIVE:
            label = dict(self._fields["state"]._description_selection(self.env))[self.state]
            message = self.env._("The reservation of %(time)s: %(state)s.", time=self._mcrm_when(), state=label)
            raise Refusal("reservation_not_active", message)

    def _mcrm_when(self):
        """:return: the start as people read it, in the time zone of the venue (str)"""
        return self._mcrm_format(self.start_at, self.venue_id) if self.start_at else ""

    @api.model
    def _mcrm_format(self, moment, venue):
        return format_datetime(self.env, moment, tz=venue.tz or "UTC", dt_format=WHEN_FORMAT)

    def _mcrm_deep_link(self):
        """:return: where the guest's app shows this reservation, below the address of the app (str)"""
        self.ensure_one()
        return f"/reservations/{self.id}"

    def _mcrm_booked(self, partner, key):
        return self.search([("partner_id", "=", partner.id), ("booking_key", "=", key)]) if key else self.browse()

    def _mcrm_free_table_ids(self, venue, start, party_size, now):
        offered = venue._mcrm_slots(venue._mcrm_local(start).date(), party_size, now)
        for slot in offered:
            if slot.start == start.astimezone(timezone.utc):
                return slot.table_ids
        venue._mcrm_check_start(start, now)
        raise self._mcrm_slot_taken(venue, start, party_size, now)

    def _mcrm_claim_key(self, key):
        if not key:
            return
        self.flush_recordset()
        try:
            self.env.cr.execute(
                SQL("UPDATE mcrm_reservation SET booking_key = %s WHERE id = %s", key, self.id), log_exceptions=False
            )
        except UniqueViolation as error:
            # the twin of this request was faster; once this transaction begins anew, it sees what the twin made
            raise ConcurrencyError("the same booking is being made") from error
        self.invalidate_recordset(["booking_key"])

    def _mcrm_slot_taken(self, venue, start, party_size, now):
        free = venue._mcrm_nearest(start, party_size, now)
        if not free:
            return Refusal("slot_taken", self.env._("That time is fully booked, and so are the days around it."))
        times = ", ".join(self._mcrm_format(_naive_utc(slot.start), venue) for slot in free)
        return Refusal("slot_taken", self.env._("That time is fully booked. Still free: %(times)s.", times=times))

    def _mcrm_check_move(self, state):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for reservation in self:
            if not states.can_move(reservation.state, state):
                message = self.env._(
                    "A reservation that is “%(before)s” cannot become “%(after)s”.",
                    before=labels[reservation.state],
                    after=labels.get(state, state),
                )
                raise UserError(message)

    def _mcrm_check_tables(self):
        for reservation in self:
            if reservation.state in states.LIVE and not reservation.line_ids:
                raise UserError(self.env._("Choose a table for %(reservation)s.", reservation=reservation.display_name))
            if reservation.table_ids - reservation.venue_id.with_context(active_test=False).table_ids:
                raise UserError(self.env._("Choose tables of %(venue)s.", venue=reservation.venue_id.name))

    def _mcrm_tell_booked(self):
        self._mcrm_tell_staff(self.env._("New reservation"), self._mcrm_news())
        self._mcrm_tell_guests()

    def _mcrm_news(self):
        news = self.env._("%(reservation)s, table %(tables)s.", reservation=self.display_name, tables=self.table_names)
        return f"{news} {self.note}" if self.note else news

    def _mcrm_tell_staff(self, subject, body):
        if staff := self.venue_id._mcrm_staff():
            self.message_notify(partner_ids=staff.partner_id.ids, subject=subject, body=body)

    def _mcrm_tell_guests(self):
        """Tell each guest what became of the reservation, unless the guest did it."""
        if self.env.context.get("mcrm_by_guest"):
            return
        for reservation in self:
            localised = reservation.with_context(lang=reservation.partner_id.lang or self.env.lang)
            if words := localised._mcrm_guest_words():
                subject, body = words
                localised._mcrm_notify_member(reservation.partner_id, subject, body)

    def _mcrm_guest_words(self):
        """:return: subject and text for the guest about the state (tuple of str), None for nothing to say"""
        facts = {"venue": self.venue_id.name, "time": self._mcrm_when(), "guests": self.party_size}
        words = {
            states.CONFIRMED: (
                self.env._("Your table is reserved"),
                self.env._("See you at %(venue)s on %(time)s, %(guests)s guests.", **facts),
            ),
            states.DECLINED: (
                self.env._("Sorry, no table this time"),
                self.env._("%(venue)s cannot seat you on %(time)s.", **facts),
            ),
            states.CANCELLED: (
                self.env._("Your reservation is cancelled"),
                self.env._("Your table at %(venue)s on %(time)s is cancelled.", **facts),
            ),
        }
        return words.get(self.state)


def _naive_utc(moment):
    return moment.astimezone(timezone.utc).replace(tzinfo=None)
