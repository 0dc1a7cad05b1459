from odoo import api, fields, models
from odoo.tools.constants import GC_UNLINK_LIMIT

from ..passwords import hash_password
from ..tools.contact import kind_of
from ..tools.language import LANGUAGES
from .mcrm_api_challenge import LIFETIME, REGISTER

COLUMNS = ("name", "email", "phone", "birth_date")


class McrmApiRegistration(models.Model):
    """What somebody typed to become a member, until a code proves that the e-mail or the phone is theirs."""

    _name = "mcrm.api.registration"
    _description = "API Registration"
    _rec_name = "contact"

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    contact = fields.Char(required=True, help="The e-mail or the phone, whichever the code goes to.")
    email = fields.Char(required=True)
    name = fields.Char(required=True)
    phone = fields.Char(required=True)
    birth_date = fields.Date(required=True)
    lang = fields.Char(required=True)
    consents = fields.Json()
    password_hash = fields.Char(required=True, groups="base.group_system")
    expires_at = fields.Datetime(required=True, index=True)

    _contact_unique = models.UniqueIndex("(company_id, contact)")

    @api.model
    def _mcrm_register(self, company, registration, lang, now):
        """Remember a registration and have its code sent. Known addresses take the same way: they hear by message
        that they are known already, and whoever asks learns nothing.

        :param res.company company: whose member
        :param Registration registration: checked input
        :param str lang: language code of the message
        :param datetime now: naive UTC
        :raise HasherBusy: too many sign-ins at once
        :raise Refusal: code ``channel_unavailable``
        """
        lang = LANGUAGES.get(registration.language) or lang
        self.env["mcrm.api.challenge"]._mcrm_ask(company, REGISTER, registration.contact, lang, now)
        values = {
            **{column: getattr(registration, column) for column in COLUMNS},
            "lang": lang,
            "consents": [consent.model_dump() for consent in registration.consents],
            "password_hash": hash_password(registration.password),
            "expires_at": now + LIFETIME,
        }
        if row := self._mcrm_find(company, registration.contact):
            row.write(values)  # who registers again replaces what was typed before
        else:
            self.create({"company_id": company.id, "contact": registration.contact, **values})

    @api.model
    def _mcrm_verify(self, company, contact, code, now, today):
        """Try a code; the right one makes a member: the customer whose contact this is is claimed, or one is created.

        :param res.company company: whose member
        :param str contact: e-mail or phone, normalised
        :param str code: six digits
        :param datetime now: naive UTC
        :param date today: the café's date
        :return: the member (res.partner), empty when the code is wrong, old or used up
        """
        proven = self.env["mcrm.api.challenge"]._mcrm_prove(company, REGISTER, contact, code, now)
        registration = self._mcrm_find(company, contact) if proven else self
        return registration._mcrm_finish(now, today) if registration else self.env["res.partner"]

    @api.model
    def _mcrm_find(self, company, contact):
        return self.search([("company_id", "=", company.id), ("contact", "=", contact)])

    def _mcrm_finish(self, now, today):
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

    def _mcrm_find_customer(self):
        """The customer the cashier may have entered: only what is proven decides, and nobody who signs in already."""
        kind = kind_of(self.contact)
        known = self.env["mcrm.identity"]._mcrm_find(self.company_id, kind, self.contact).partner_id
        domain = [
            ("email_normalized" if kind == "email" else "phone_sanitized", "=", self.contact),
            ("is_company", "=", False),
            ("company_id", "in", [False, self.company_id.id]),
        ]
        found = known | self.env["res.partner"].search(domain, order="mcrm_member_number, id")
        return found.filtered(lambda partner: not self.env["mcrm.api.credential"]._mcrm_signs_in(partner))[:1]

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
        """One contact is proven. The other serves for sign-in by password as long as nobody else has it."""
        identities = self.env["mcrm.identity"]
        identities._mcrm_prove(self.company_id, self.contact, partner, now)
        for contact in {self.email, self.phone} - {self.contact}:
            if not identities._mcrm_find(self.company_id, kind_of(contact), contact):
                identities._mcrm_add(self.company_id, contact, partner, None)
