from datetime import datetime

from odoo import fields, models

from ..tools import tiers

YEAR, LIFE = "year", "life"


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

    def _mcrm_levels(self):
        """:return: the program's tiers in plain values (list of tiers.Level)"""
        return [tier._mcrm_level() for tier in self.mcrm_tier_ids]

    def _mcrm_tier_is_lasting(self):
        return self.mcrm_tier_window == LIFE

    def _mcrm_tier_window_start(self, company, day):
        """Say from when points count for a tier on a day.

        :param company: the café, whose clock it is (res.company)
        :param date day: in the company's time zone
        :return: naive UTC (datetime)
        """
        if self._mcrm_tier_is_lasting():
            return datetime.min
        return company._mcrm_day_start(tiers.period_start(day))
