from odoo import api, fields, models

from .. import passwords


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
        partner = self._mcrm_partner(company, identifier)
        credential_sudo = self.sudo().search([("partner_id", "=", partner.id)])  # sudo: as above
        encoded = credential_sudo.password_hash
        if not passwords.verify_password(encoded, password):
            return partner.browse()
        if passwords.needs_rehash(encoded):
            credential_sudo.write({"password_hash": passwords.hash_password(password), "changed_at": now})
        return partner

    @api.model
    def _mcrm_partner(self, company, identifier):
        """:return: the active member known by an e-mail or phone (res.partner), empty for nobody"""
        identities_sudo = self.env["mcrm.identity"].sudo()  # sudo: a member has no user who could read this
        try:
            partner = identities_sudo._mcrm_find(company, _kind(identifier), identifier).partner_id
        except ValueError:
            return self.env["res.partner"]
        return partner.filtered("active").with_env(self.env)

    @api.model
    def _mcrm_subject(self, company, identifier):
        """However a contact is spelled, its failed sign-ins are counted together.

        :param res.company company: whose member
        :param str identifier: e-mail or phone as typed
        :return: the one spelling of it (str)
        """
        try:
            return self.env["mcrm.identity"]._mcrm_normalise(_kind(identifier), identifier, company)
        except ValueError:
            return identifier.lower()


def _kind(identifier):
    return "email" if "@" in identifier else "phone"
