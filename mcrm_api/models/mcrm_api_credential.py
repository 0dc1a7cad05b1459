from odoo import api, fields, models

from .. import passwords
from ..queries.credential import find_credential
from ..tools.contact import kind_of
from .mcrm_api_challenge import RESET, SIGN_IN


class McrmApiCredential(models.Model):
    """A member's password. Members have no Odoo user, so it opens the API and nothing else."""

    _name = "mcrm.api.credential"
    _description = "API Credential"
    _rec_name = "partner_id"

    partner_id = fields.Many2one("res.partner", "Member", required=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    password_hash = fields.Char(required=True, groups="base.group_system")
    changed_at = fields.Datetime(required=True)

    _partner_unique = models.UniqueIndex("(partner_id)", "This member already has a password.")

    @api.model
    def _mcrm_set_password(self, partner, company, password_hash, now):
        """Give a member a password, or another one.

        :param res.partner partner: the member
        :param res.company company: whose member it is
        :param str password_hash: from `tools.passwords.hash_password`
        :param datetime now: naive UTC
        :return: the credential
        """
        values = {"password_hash": password_hash, "changed_at": now}
        credential_sudo = self.sudo().search([("partner_id", "=", partner.id)])  # sudo: no role may read this table
        if credential_sudo:
            credential_sudo.write(values)
        else:
            credential_sudo = credential_sudo.create({"partner_id": partner.id, "company_id": company.id, **values})
        return credential_sudo.with_env(self.env)

    @api.model
    def _mcrm_check(self, company, identifier, password, now):
        """Who signs in with this? A stranger costs as much time as a member.

        :param res.company company: whose member
        :param str identifier: e-mail or phone as typed
        :param str password: in clear
        :param datetime now: naive UTC
        :return: the member (res.partner), empty when name and password do not fit
        :raise HasherBusy: too many sign-ins at once
        """
        self.env.flush_all()
        contact = self._mcrm_subject(company, identifier)
        found = find_credential(self.env.cr, company.id, kind_of(contact), contact)
        partner = self.env["res.partner"].browse(found["partner_id"])
        if not passwords.verify_password(found["password_hash"], password):
            return partner.browse()
        if passwords.needs_rehash(found["password_hash"]):
            self._mcrm_set_password(partner, company, passwords.hash_password(password), now)
        return partner

    @api.model
    def _mcrm_check_code(self, company, purpose, contact, code, now):
        """Who proves by a code that a contact is theirs? Only contacts that were verified before tell who it is.

        :param res.company company: whose member
        :param str purpose: of the challenge
        :param str contact: e-mail or phone, normalised
        :param str code: six digits
        :param datetime now: naive UTC
        :return: the member (res.partner), empty when the code does not fit
        """
        # sudo: a stranger has no rights at all
        if not self.env["mcrm.api.challenge"].sudo()._mcrm_prove(company, purpose, contact, code, now):
            return self.env["res.partner"]
        identity_sudo = self.env["mcrm.identity"].sudo()._mcrm_find(company, kind_of(contact), contact)
        return identity_sudo.filtered("verified_at").partner_id.filtered("active").with_env(self.env)

    @api.model
    def _mcrm_is_them(self, partner, company, password, code, now):
        """Is it the member who asks, and not somebody who found the phone unlocked?

        :param res.partner partner: the member who is signed in
        :param res.company company: whose member
        :param str password: in clear, or None
        :param str code: instead of it: from a code for signing in, sent to one of the member's contacts
        :param datetime now: naive UTC
        :return: whether it is (bool)
        :raise HasherBusy: too many sign-ins at once
        """
        if code:
            contacts = partner.mcrm_identity_ids.filtered("verified_at").mapped("value")
            return any(self._mcrm_check_code(company, SIGN_IN, each, code, now) == partner for each in contacts)
        credential_sudo = self.sudo().search([("partner_id", "=", partner.id)])  # sudo: as above
        return passwords.verify_password(credential_sudo.password_hash, password)

    @api.model
    def _mcrm_reset(self, company, contact, code, password, now):
        """A new password for who proves a contact; whoever knew the old one is signed out, and the member is told.

        :param res.company company: whose member
        :param str contact: e-mail or phone, normalised
        :param str code: six digits
        :param str password: the new one, in clear
        :param datetime now: naive UTC
        :return: the member (res.partner), empty when the code does not fit
        :raise HasherBusy: too many sign-ins at once
        """
        partner = self._mcrm_check_code(company, RESET, contact, code, now)
        # hashed whatever the code is worth: a wrong one costs the same time
        password_hash = passwords.hash_password(password)
        if partner:
            self._mcrm_set_password(partner, company, password_hash, now)
            self.env["mcrm.api.session"]._mcrm_revoke_all(partner, "password", now)
            partner.sudo()._mcrm_tell("password_changed", company)  # sudo: a member has no user who could
        return partner

    @api.model
    def _mcrm_signs_in(self, partner):
        """:return: whether this partner has a password (bool)"""
        return bool(self.sudo().search_count([("partner_id", "in", partner.ids)], limit=1))  # sudo: as above

    @api.model
    def _mcrm_subject(self, company, identifier):
        """However a contact is spelled, its failed sign-ins are counted together.

        :param res.company company: whose member
        :param str identifier: e-mail or phone as typed
        :return: the one spelling of it (str)
        """
        try:
            return self.env["mcrm.identity"]._mcrm_normalise(kind_of(identifier), identifier, company)
        except ValueError:
            return identifier.lower()
