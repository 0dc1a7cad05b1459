from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL, format_date, formatLang, split_every

from .loyalty_program import MEMBER

BATCH = 200  # cards locked at once
DAYTIME = range(9, 20)  # hours on the café's clock when members may be told


class LoyaltyCard(models.Model):
    """Points past their day end, and members hear of it before."""

    _inherit = "loyalty.card"

    mcrm_warned_until = fields.Date(
        "Told Until", readonly=True, copy=False, help="The member was told of points that end until this day."
    )

    # The end

    @api.model
    def _cron_mcrm_expire(self, limit=BATCH):
        """End points past their day. Each batch is committed; a stopped run goes on where it was."""
        now = fields.Datetime.now()
        card_ids = self._mcrm_due_ids(now)
        remaining = len(card_ids)
        for batch in split_every(limit, card_ids, self.browse):
            batch._mcrm_expire(now)
            remaining -= len(batch)
            if not self.env["ir.cron"]._commit_progress(len(batch), remaining=remaining):
                return

    @api.model
    def _mcrm_due_ids(self, now):
        """:return: ids of cards with points past their day (list[int]), each on its café's clock"""
        # sudo: every café's points end
        programs_sudo = self.env["loyalty.program"].sudo().with_context(active_test=False)
        programs = programs_sudo.search([("mcrm_role", "=", MEMBER)])
        due = []
        for today, of_day in programs.grouped(lambda program: program._mcrm_today(now)).items():
            self.env.cr.execute(
                SQL(
                    """SELECT DISTINCT lot.card_id
                         FROM loyalty_history lot JOIN loyalty_card card ON card.id = lot.card_id
                        WHERE lot.mcrm_remainder > 0 AND lot.mcrm_expires_on < %s AND card.program_id = ANY(%s)
                     ORDER BY lot.card_id""",
                    today,
                    of_day.ids,
                )
            )
            due += [card_id for (card_id,) in self.env.cr.fetchall()]
        return due

    def _mcrm_expire(self, now):
        """End what is due on some cards. Cards that a till works on are left for the next run.

        :param datetime now: naive UTC
        """
        try:
            with self.env.cr.savepoint():
                for card in self._mcrm_free():
                    card = card.with_context(lang=card.partner_id.lang or self.env.lang)
                    card._mcrm_book([], now, f"due:{now.isoformat()}", card.env._("Points expired"))
        except (ConcurrencyError, *PG_CONCURRENCY_EXCEPTIONS_TO_RETRY):
            self.env.cr.clear()

    def _mcrm_free(self):
        """:return: those of the cards that nobody else works on, locked (loyalty.card)"""
        self.env.cr.execute(
            SQL(
                "SELECT id FROM loyalty_card WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED",
                self.ids,
            )
        )
        return self.browse(card_id for (card_id,) in self.env.cr.fetchall())

    # The warning

    @api.model
    def _cron_mcrm_warn(self, limit=BATCH):
        """Tell members of points that end soon, once. Each batch is committed; a stopped run goes on where it was."""
        now = fields.Datetime.now()
        ending = self._mcrm_ending(now)
        remaining = len(ending)
        for batch in split_every(limit, ending):
            for card, points, first, last in batch:
                card._mcrm_warn_patiently(points, first, last)
            remaining -= len(batch)
            if not self.env["ir.cron"]._commit_progress(len(batch), remaining=remaining):
                return

    @api.model
    def _mcrm_ending(self, now):
        """Who was told not long ago hears of further days only when they are near: a daily guest's points end daily.

        :return: card, points, first and last day of points whose owner should hear of it now (list of tuples)
        """
        # sudo: every café's members are told
        programs_sudo = self.env["loyalty.program"].sudo()
        programs = programs_sudo.search([("mcrm_role", "=", MEMBER), ("mcrm_expiry_warning_days", ">", 0)])
        ending = []
        for program in programs.filtered(lambda program: program._mcrm_local(now).hour in DAYTIME):
            today = program._mcrm_today(now)
            self.env.cr.execute(
                SQL(
                    """SELECT card.id, sum(lot.mcrm_remainder), min(lot.mcrm_expires_on), max(lot.mcrm_expires_on)
                         FROM loyalty_history lot JOIN loyalty_card card ON card.id = lot.card_id
                        WHERE lot.mcrm_remainder > 0 AND lot.mcrm_expires_on BETWEEN %(today)s AND %(until)s
                          AND lot.mcrm_expires_on > COALESCE(card.mcrm_warned_until, '-infinity')
                          AND card.program_id = %(program)s AND card.active AND card.partner_id IS NOT NULL
                     GROUP BY card.id
                       HAVING min(lot.mcrm_expires_on) <= %(near)s
                              OR COALESCE(card.mcrm_warned_until, '-infinity') < %(today)s
                     ORDER BY card.id""",
                    today=today,
                    near=today + timedelta(days=program.mcrm_expiry_warning_days // 2),
                    until=today + timedelta(days=program.mcrm_expiry_warning_days),
                    program=program.id,
                )
            )
            ending += [(self.browse(card_id), *facts) for card_id, *facts in self.env.cr.fetchall()]
        return ending

    def _mcrm_warn_patiently(self, points, first, last):
        """A till that books on the card at this moment goes first; the next run tells the member."""
        try:
            with self.env.cr.savepoint():
                if self._mcrm_mark_warned(last):
                    self._mcrm_warn(points, first, last)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            self.env.cr.clear()

    def _mcrm_mark_warned(self, last):
        """:return: whether the member was not yet told of this day (bool)"""
        self.env.cr.execute(
            SQL(
                """UPDATE loyalty_card SET mcrm_warned_until = %(last)s
                    WHERE id = %(id)s AND COALESCE(mcrm_warned_until, '-infinity') < %(last)s RETURNING id""",
                last=last,
                id=self.id,
            )
        )
        marked = bool(self.env.cr.fetchone())
        self.invalidate_recordset(["mcrm_warned_until"], flush=False)
        return marked

    def _mcrm_warn(self, points, first, last):
        card = self.with_context(lang=self.partner_id.lang or self.env.lang)
        _ = card.env._
        facts = {
            "points": formatLang(card.env, points, digits=0 if points == int(points) else 2),
            "first": format_date(card.env, first, date_format="d MMM y"),
            "last": format_date(card.env, last, date_format="d MMM y"),
        }
        if first == last:
            body = _("%(points)s points are good until %(last)s. Come and use them.", **facts)
        else:
            body = _("%(points)s points end between %(first)s and %(last)s. Come and use them.", **facts)
        card._mcrm_notify_member(card.partner_id, _("Your points end soon"), body)
