from odoo import fields, models
from odoo.tools import SQL, ormcache

from ..tools import tiers

YEAR, LIFE = "year", "life"
EVER = fields.Datetime.to_datetime("1970-01-01 00:00:00")


class LoyaltyProgram(models.Model):
    _inherit = "loyalty.program"

    mcrm_tier_ids = fields.One2many("mcrm.tier", "program_id", "Tiers", copy=True)
    mcrm_tier_window = fields.Selection(
        [(YEAR, "The last twelve months"), (LIFE, "A lifetime")],
        "Tiers Count Points of",
        default=YEAR,
        help="Twelve months: a tier holds for twelve months, then for another twelve when its points were earned again."
        " A lifetime: a tier once reached is kept.",
    )

    def write(self, vals):
        result = super().write(vals)
        if "mcrm_tier_window" in vals:
            self._mcrm_review_all(fields.Datetime.now())
        return result

    def _mcrm_review_all(self, now):
        """Have the cron review every member of these programs, because what their tiers mean has changed.

        :param datetime now: naive UTC
        """
        if not self:
            return
        cards = self.env["loyalty.card"]
        cards.flush_model(["program_id", "active", "mcrm_tier_review"])
        self.env.cr.execute(
            SQL(
                "UPDATE loyalty_card SET mcrm_tier_review = %s WHERE program_id IN %s AND active",
                now.date(),
                self._ids,
            )
        )
        cards.invalidate_model(["mcrm_tier_review"])
        # sudo: who may change tiers may wake the worker
        self.env.ref("mcrm_loyalty.ir_cron_review_tiers").sudo()._trigger()

    @ormcache("self.id")
    def _mcrm_levels(self):
        """:return: the program's tiers in plain values (tuple of tiers.Level)"""
        return tuple(tier._mcrm_level() for tier in self.mcrm_tier_ids)

    def _mcrm_tier_is_lasting(self):
        return self.mcrm_tier_window == LIFE

    def _mcrm_tier_window_start(self, company, day):
        """Say from when points count for a tier on a day.

        :param company: the café, whose clock it is (res.company)
        :param date day: in the company's time zone
        :return: naive UTC (datetime)
        """
        if self._mcrm_tier_is_lasting():
            return EVER
        return company._mcrm_day_start(tiers.period_start(day))
