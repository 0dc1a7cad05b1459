from odoo import models

from ..tools.language import LANGUAGES
from ..words import news

COLUMNS = {"name": "name", "birth_date": "mcrm_birth_date"}


class ResPartner(models.Model):
    _inherit = "res.partner"

    # who registers is looked for by what they prove
    _mcrm_email_index = models.Index("(email_normalized) WHERE email_normalized IS NOT NULL")
    _mcrm_phone_index = models.Index("(phone_sanitized) WHERE phone_sanitized IS NOT NULL")

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

    def _mcrm_tell(self, what, company, **facts):
        """Tell a member what happened to their account, in their language, wherever messages reach them.

        :param str what: of `words.news`
        :param res.company company: who tells
        :param facts: what the words need
        """
        self.ensure_one()
        localised = self.with_context(lang=self.lang or self.env.lang)
        company_sudo = company.sudo()  # sudo: the sender is the café, whoever acts
        subject, body = news(localised.env, what, cafe=company_sudo.name, **facts)
        author = {"author_id": company_sudo.partner_id.id, "email_from": company_sudo.email_formatted}
        localised._mcrm_notify_member(localised, subject, body, **author)

    def _mcrm_mail(self, email, what, company, **facts):
        """The same by e-mail to an address that need not be the member's any more.

        :param str email: to whom
        :param str what: of `words.news`
        :param res.company company: who tells
        :param facts: what the words need
        """
        company_sudo = company.sudo()  # sudo: as above
        env = self.with_context(lang=self.lang or self.env.lang).env
        subject, body = news(env, what, cafe=company_sudo.name, **facts)
        values = {"subject": subject, "body_html": body, "email_to": email, "email_from": company_sudo.email_formatted}
        env["mail.mail"].sudo().create({**values, "auto_delete": True})
        env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
