from odoo import fields, models

from ..tools import expiry


class LoyaltyProgram(models.Model):
    """How long points are good."""

    _inherit = "loyalty.program"

    mcrm_expiry = fields.Selection(
        [
            (expiry.NEVER, "Never"),
            (expiry.MONTHS, "Some months after they were earned"),
            (expiry.YEAR_END, "At the end of the calendar year"),
        ],
        "Points Expire",
        default=expiry.NEVER,
        help="Points earned from now on follow this; those already earned keep their date.",
    )
    mcrm_expiry_months = fields.Integer("Months", default=12)
    mcrm_expiry_warning_days = fields.Integer(
        "Tell Members", default=30, help="Days before points expire. 0: members are not told."
    )

    _mcrm_expiry_figures = models.Constraint(
        "CHECK ((mcrm_expiry IS DISTINCT FROM 'months' OR COALESCE(mcrm_expiry_months, 0) > 0)"
        " AND COALESCE(mcrm_expiry_warning_days, 0) >= 0)",
        "Points are good for at least one month, and days cannot be negative.",
    )

    def _mcrm_last_day(self, today):
        """:return: the last day of points that come in on a day (date), None for no end"""
        return expiry.last_day(self.mcrm_expiry, self.mcrm_expiry_months, today)

    def _mcrm_local(self, moment):
        """:return: a naive UTC moment on the clock of the program's café (datetime with zone)"""
        return (self.company_id or self.env.company)._mcrm_local(moment)

    def _mcrm_today(self, now):
        """:return: the date at the program's café (date)"""
        return self._mcrm_local(now).date()
