from odoo import models

from ..tools.language import LANGUAGES

COLUMNS = {"name": "name", "birth_date": "mcrm_birth_date"}


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _mcrm_change_profile(self, change):
        """What members may change about themselves.

        :param dict change: name (str), birth_date (date), language ("id" or "en"); what is left out stays
        """
        values = {COLUMNS[field]: value for field, value in change.items() if field in COLUMNS}
        if "language" in change:
            values["lang"] = self.env["res.lang"]._mcrm_available(LANGUAGES[change["language"]])
        self.write(values)
        self.flush_recordset()

    def _mcrm_change_preferences(self, marketing, now):
        """Record a consent, when it is another one than before.

        :param bool marketing: whether offers and news are welcome
        :param datetime now: naive UTC
        """
        if bool(self._mcrm_has_consent("marketing")) != marketing:
            self._mcrm_record_consent("marketing", marketing, False, "app", now)
