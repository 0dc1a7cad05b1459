from odoo import SUPERUSER_ID, api, models

FALLBACKS = ("id_ID", "en_US")


class ResLang(models.Model):
    _inherit = "res.lang"

    @api.model
    def _mcrm_available(self, *codes):
        """The first of these languages that is installed.

        :param codes: language codes, best first; empty ones are skipped
        :return: code of an installed language (str)
        """
        langs = self.with_user(SUPERUSER_ID)  # a request without a token has no user yet
        return next((code for code in (*codes, *FALLBACKS) if code and langs._get_code(code)), "en_US")
