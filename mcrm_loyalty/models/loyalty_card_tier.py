from datetime import timedelta

import psycopg2.errors

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools import ledger, tiers
from .loyalty_program import MEMBER

DAY = timedelta(days=1)
BATCH = 200  # cards reviewed in one transaction


class LoyaltyCard(models.Model):
    """Tiers: levels that members reach with qualifying points."""

    _inherit = "loyalty.card"

    mcrm_tier_id = fields.Many2one(
        "mcrm.tier", "Tier", readonly=True, copy=False, index="btree_not_null", ondelete="set null"
    )
    mcrm_tier_since = fields.Date("Tier Since", readonly=True, copy=False)
    mcrm_tier_until = fields.Date("Tier Until", readonly=True, copy=False, help="The last day of this tier.")
    mcrm_tier_review = fields.Date("Tier Reviewed From", readonly=True, copy=False)
    mcrm_multiplier = fields.Float("Points ×", digits=(6, 2), compute="_compute_mcrm_multiplier")
    mcrm_tier_color = fields.Char(related="mcrm_tier_id.color", string="Colour of the Tier")
    mcrm_tier_points = fields.Float("Points for Tiers", digits=(16, 2), compute="_compute_mcrm_way")
    mcrm_next_tier_id = fields.Many2one("mcrm.tier", "Next Tier", compute="_compute_mcrm_way")
    mcrm_next_tier_points = fields.Float("Still Needed", digits=(16, 2), compute="_compute_mcrm_way")
    mcrm_next_tier_progress = fields.Float("Way to the Next Tier", compute="_compute_mcrm_way")

    _mcrm_tier_review_index = models.Index("(mcrm_tier_review) WHERE mcrm_tier_review IS NOT NULL")

    @api.depends("mcrm_tier_id.multiplier")
    def _compute_mcrm_multiplier(self):
        for card in self:
            card.mcrm_multiplier = card._mcrm_multiplier()

    @api.depends("mcrm_tier_id", "history_ids.mcrm_qualifying", "program_id.mcrm_tier_ids.threshold")
    def _compute_mcrm_way(self):
        """How far the next tier is, today."""
        now = fields.Datetime.now()
        for card in self:
            company = card.company_id or self.env.company
            points, _supporting = (
                card._mcrm_qualifying(company, company._mcrm_today(now), now) if card.id else (0, None)
            )
            level = tiers.following(card.program_id._mcrm_levels(), card.mcrm_tier_id._mcrm_level())
            card.mcrm_tier_points = points
            card.mcrm_next_tier_id = level and level.id
            card.mcrm_next_tier_points = tiers.distance(level, points) if level else 0
            card.mcrm_next_tier_progress = 100 * tiers.progress(level, points) if level else 100

    def _mcrm_multiplier(self):
        """:return: how many times the usual points this member earns (float), 1.0 without a tier"""
        # sudo: what a member earns does not depend on who asks
        return self.sudo().mcrm_tier_id.multiplier or 1.0

    @api.model
    def _cron_review_tiers(self, limit=BATCH):
        """End tiers whose period is over, and apply changed tiers. Each batch is committed; a stopped run goes on."""
        now = fields.Datetime.now()
        cron = self.env["ir.cron"]
        domain = self._mcrm_tier_due(now)
        while cards := self.search(domain, order="mcrm_tier_review, id", limit=limit):
            for card in cards:
                card._mcrm_review_patiently(now)
            if not cron._commit_progress(len(cards), remaining=self.search_count(domain)):
                return

    @api.model
    def _mcrm_tier_due(self, now):
        """:return: the cards to review, each on its café's clock (Domain)"""
        # sudo: every café's tiers end
        programs_sudo = self.env["loyalty.program"].sudo().search([("mcrm_role", "=", MEMBER)])
        by_day = programs_sudo.grouped(lambda program: program._mcrm_today(now))
        return Domain.OR(
            Domain("mcrm_tier_review", "<=", today) & Domain("program_id", "in", programs.ids)
            for today, programs in by_day.items()
        )

    def _mcrm_review_patiently(self, now):
        """A till that books on the card at this moment goes first; the next batch takes the card again."""
        try:
            with self.env.cr.savepoint():
                self._mcrm_review_tier(now)
        except psycopg2.errors.SerializationFailure:
            self.env.cr.clear()

    def _mcrm_review_tier(self, now):
        """Move the card to the tier its points now give. Call it after booking, with the moment of the booking.

        :param datetime now: naive UTC
        """
        self.ensure_one()
        card_sudo = self.sudo()  # nobody writes tiers; they follow from the ledger
        program = card_sudo.program_id
        levels = program._mcrm_levels()
        if not levels and not card_sudo.mcrm_tier_review:
            return
        company = program.company_id or self.env.company
        today = company._mcrm_today(now)
        points, supporting = card_sudo._mcrm_qualifying(company, today, now)
        before = card_sudo._mcrm_standing()
        after = tiers.review(levels, before, today, points, supporting, lasting=program._mcrm_tier_is_lasting())
        due = card_sudo.mcrm_tier_review and card_sudo.mcrm_tier_review <= today
        if after != before or due:
            card_sudo._mcrm_stand(before, after)

    def _mcrm_standing(self):
        """:return: the tier of the card in plain values (tiers.Standing)"""
        if not self.mcrm_tier_id:
            return tiers.Standing()
        return tiers.Standing(self.mcrm_tier_id._mcrm_level(), self.mcrm_tier_since, self.mcrm_tier_until or None)

    def _mcrm_qualifying(self, company, today, now):
        """Sum up the qualifying points, in one statement over this card's rows of the window.

        :return: points that count today, points that count for the present tier or None when nothing was taken
            back at ``now`` (tuple of float)
        """
        window = self.program_id._mcrm_tier_window_start(company, today)
        support = self.program_id._mcrm_tier_window_start(company, self.mcrm_tier_since or today)
        self.env["loyalty.history"].flush_model(["mcrm_qualifying", "mcrm_at", "card_id"])
        self.env.cr.execute(
            SQL(
                """SELECT COALESCE(sum(mcrm_qualifying) FILTER (WHERE mcrm_at >= %(window)s), 0),
                          COALESCE(sum(mcrm_qualifying), 0),
                          COALESCE(bool_or(mcrm_qualifying < 0 AND mcrm_at = %(now)s), FALSE)
                     FROM loyalty_history
                    WHERE card_id = %(card)s AND mcrm_at >= %(support)s AND mcrm_qualifying <> 0""",
                window=window,
                support=support,
                now=now,
                card=self.id,
            )
        )
        points, supporting, taken_back = self.env.cr.fetchone()
        return points, supporting if taken_back else None

    def _mcrm_take_over_tier(self, card, now):
        """Count what another card of the same person counted, and keep the higher tier of the two.

        :param card: the card that is given up (loyalty.card)
        :param datetime now: naive UTC
        """
        company = self.company_id or self.env.company
        points, _supporting = card._mcrm_qualifying(company, company._mcrm_today(now), now)
        if points > 0:
            row = ledger.Row(ledger.ADJUST, 0, 0, self.points, qualifying=points)
            description = self.env._("Points for tiers from another contact")
            common = self._mcrm_entry_vals(now, description, None, self.partner_id.id)
            self.env["loyalty.history"]._mcrm_append([row], common, f"tier:{self.id}:{card.id}")
        self._mcrm_set_standing(tiers.higher(self._mcrm_standing(), card._mcrm_standing()))
        card._mcrm_set_standing(tiers.Standing())
        self._mcrm_review_tier(now)

    def _mcrm_stand(self, before, after):
        self._mcrm_set_standing(after)
        if after.level and tiers.higher(before, after) != before:
            self._mcrm_tell_tier()

    def _mcrm_set_standing(self, standing):
        self.with_context(tracking_disable=True).write(
            {
                "mcrm_tier_id": standing.level.id if standing.level else False,
                "mcrm_tier_since": standing.since,
                "mcrm_tier_until": standing.until,
                "mcrm_tier_review": standing.until and standing.until + DAY,
            }
        )

    def _mcrm_tell_tier(self):
        if not self.partner_id:
            return
        card = self.with_context(lang=self.partner_id.lang or self.env.lang)
        tier = card.mcrm_tier_id
        subject = card.env._("You are now %(tier)s", tier=tier.name)
        body = tier.privileges or card.env._("Thank you for being with us so often.")
        card._mcrm_notify_member(card.partner_id, subject, body)
