import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, consteq, hmac
from odoo.tools.constants import GC_UNLINK_LIMIT

from ..passwords import hash_password
from ..tools.language import LANGUAGES
from ..tools.secrets import new_code

CODE_LIFETIME = timedelta(minutes=10)
MOST_ATTEMPTS = 5


class McrmApiRegistration(models.Model):
    """What somebody typed to become a member, until the code from the e-mail proves that the address is theirs."""

    _name = "mcrm.api.registration"
    _description = "API Registration"
    _rec_name = "email"

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    email = fields.Char(required=True)
    name = fields.Char(required=True)
    phone = fields.Char(required=True)
    birth_date = fields.Date(required=True)
    lang = fields.Char(required=True)
    consents = fields.Json()
    password_hash = fields.Char(required=True, groups="base.group_system")
    code_digest = fields.Char(groups="base.group_system", help="Keyed digest: the code itself is only in the e-mail.")
    expires_at = fields.Datetime(required=True, index=True)
    attempts = fields.Integer()

    _company_email_unique = models.UniqueIndex("(company_id, email)")

    @api.model
    def _mcrm_register(self, company, registration, lang, now):
        """Remember a registration and send the code; an address that has an account gets another e-mail.

        :param res.company company: whose member
        :param Registration registration: checked input
        :param str lang: language code of the e-mail
        :param datetime now: naive UTC
        :raise HasherBusy: too many sign-ins at once
        """
        password_hash = hash_password(registration.password)  # for known addresses too: the same time for everyone
        if self._mcrm_has_account(company, registration.email):
            self._mcrm_send("mcrm_api.mail_template_known", company, registration.email, lang, {})
            return
        code = new_code(secrets.token_bytes)
        self._mcrm_store(company, registration, password_hash, lang, now)._mcrm_set_code(code)
        self._mcrm_send("mcrm_api.mail_template_code", company, registration.email, lang, {"code": code})

    @api.model
    def _mcrm_verify(self, company, email, code, now):
        """Try a code.

        :param res.company company: whose member
        :param str email: normalised
        :param str code: six digits
        :param datetime now: naive UTC
        :return: the registration (deleted by `_mcrm_finish`), empty when the code is wrong, old or used up
        """
        registration = self.search([("company_id", "=", company.id), ("email", "=", email)])
        # counted in the row first, where parallel guesses queue up, and kept: a wrong code is answered, not raised
        query = SQL(
            """UPDATE mcrm_api_registration SET attempts = attempts + 1
                WHERE id = %s AND attempts < %s AND expires_at > %s RETURNING id""",
            registration.id or 0,
            MOST_ATTEMPTS,
            now,
        )
        self.env.cr.execute(query, log_exceptions=False)  # guesses at once are run again: nothing for the log
        if not self.env.cr.fetchone():
            return self.browse()
        registration.invalidate_recordset(["attempts"])
        return registration if consteq(registration.code_digest, registration._mcrm_digest(code)) else self.browse()

    def _mcrm_finish(self, now, today):
        """Make the verified person a member: claim the customer whose e-mail this is, or create one.

        :param datetime now: naive UTC
        :param date today: the café's date
        :return: the member (res.partner)
        """
        self.ensure_one()
        partner = self._mcrm_find_customer() or self.env["res.partner"].create({"name": self.name})
        self._mcrm_fill(partner)
        partner._mcrm_enrol(today)
        self._mcrm_identify(partner, now)
        for consent in self.consents or []:
            partner._mcrm_record_consent(consent["purpose"], True, consent["version"], "app", now)
        self.env["mcrm.api.credential"]._mcrm_set_password(partner, self.company_id, self.password_hash, now)
        self.unlink()
        return partner

    @api.autovacuum
    def _gc_registrations(self):
        self.search([("expires_at", "<", fields.Datetime.now())], limit=GC_UNLINK_LIMIT).unlink()

    @api.model
    def _mcrm_has_account(self, company, email):
        partner = self.env["mcrm.identity"]._mcrm_find(company, "email", email).partner_id
        return bool(self.env["mcrm.api.credential"].search_count([("partner_id", "in", partner.ids)], limit=1))

    def _mcrm_store(self, company, registration, password_hash, lang, now):
        """One row for an address: who registers again replaces what was typed before, and its code."""
        values = {
            "name": registration.name,
            "phone": registration.phone,
            "birth_date": registration.birth_date,
            "lang": LANGUAGES.get(registration.language) or lang,
            "consents": [consent.model_dump() for consent in registration.consents],
            "password_hash": password_hash,
            "expires_at": now + CODE_LIFETIME,
            "attempts": 0,
        }
        key = {"company_id": company.id, "email": registration.email}
        row = self.search([(name, "=", value) for name, value in key.items()])
        if row:
            row.write(values)
            return row
        return self.create({**key, **values})

    def _mcrm_set_code(self, code):
        self.code_digest = self._mcrm_digest(code)

    def _mcrm_digest(self, code):
        return hmac(self.env, "mcrm_api.registration", (self.id, code))

    @api.model
    def _mcrm_send(self, template, company, email, lang, values):
        """Into Odoo's mail queue: nothing leaves the house while the request runs."""
        # sudo: mail templates and crons belong to the system; the sender is the café, whoever registers
        template_sudo = self.env.ref(template).sudo().with_context(mcrm_lang=lang, **values)
        template_sudo.send_mail(company.id, email_values={"email_to": email, "recipient_ids": []}, force_send=False)
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

    def _mcrm_find_customer(self):
        """The customer the cashier may have entered: only the e-mail is proven, so only the e-mail decides."""
        partners = self.env["res.partner"]
        known = self.env["mcrm.identity"]._mcrm_find(self.company_id, "email", self.email).partner_id
        domain = [
            ("email_normalized", "=", self.email),
            ("is_company", "=", False),
            ("company_id", "in", [False, self.company_id.id]),
        ]
        return known or partners.search(domain, order="mcrm_member_number, id").filtered(self._is_free)[:1]

    def _is_free(self, partner):
        """Nobody signs in as this customer yet, by another address of theirs."""
        credentials = self.env["mcrm.api.credential"]
        return not credentials.search_count([("partner_id", "=", partner.id)], limit=1)

    def _mcrm_fill(self, partner):
        """What the café already knows stays; only gaps are filled."""
        typed = {
            "email": self.email,
            "phone": self.phone,
            "mcrm_birth_date": self.birth_date,
        }
        gaps = {name: value for name, value in typed.items() if not partner[name]}
        partner.write({**gaps, "lang": self.env["res.lang"]._mcrm_available(self.lang)})

    def _mcrm_identify(self, partner, now):
        """The e-mail is verified. The phone is not: it serves for sign-in as long as nobody else has it."""
        identities = self.env["mcrm.identity"]
        email = identities._mcrm_find(self.company_id, "email", self.email)
        phone = identities._mcrm_find(self.company_id, "phone", self.phone)
        common = {"partner_id": partner.id, "company_id": self.company_id.id}
        if email:
            email.verified_at = now
        else:
            identities.create({**common, "kind": "email", "value": self.email, "verified_at": now})
        if not phone:
            identities.create({**common, "kind": "phone", "value": self.phone})
