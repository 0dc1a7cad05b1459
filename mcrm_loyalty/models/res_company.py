from datetime import datetime, time
from zoneinfo import ZoneInfo

from odoo import fields, models
from odoo.tools import ormcache


class ResCompany(models.Model):
    _inherit = "res.company"

    mcrm_loyalty_user_id = fields.Many2one(
        "res.users",
        "Looks after Loyalty",
        domain="[('share', '=', False)]",
        help="Gets an activity for each conflict. Empty: the manager who opened the session, else any manager.",
    )

    def write(self, vals):
        if {"partner_id", "resource_calendar_id"} & vals.keys():
            self.env.registry.clear_cache()
        return super().write(vals)

    @ormcache("self.id")
    def _mcrm_timezone(self):
        """Where the café is: days and printed times follow its clock, not that of whoever looks.

        :return: the time zone (zoneinfo.ZoneInfo), UTC when none is set
        """
        self.ensure_one()
        # sudo: the address and the working hours of the company are not readable by everyone
        company_sudo = self.sudo()
        return ZoneInfo(company_sudo.partner_id.tz or company_sudo.resource_calendar_id.tz or "UTC")

    def _mcrm_local(self, moment):
        """:return: a naive UTC moment on the café's clock (datetime with zone)"""
        return moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(self._mcrm_timezone())

    def _mcrm_today(self, now):
        """:return: the café's date at a naive UTC moment (date)"""
        return self._mcrm_local(now).date()

    def _mcrm_day_start(self, day):
        """:return: the moment a day of the café begins (naive UTC datetime)"""
        start = datetime.combine(day, time.min, tzinfo=self._mcrm_timezone())
        return start.astimezone(ZoneInfo("UTC")).replace(tzinfo=None)
