from odoo import api, models

from ..tools.contact import kind_of


class McrmIdentity(models.Model):
    _inherit = "mcrm.identity"

    @api.model
    def _mcrm_prove(self, company, contact, partner, now):
        """A member has proven that a contact is theirs. Somebody who only claimed it loses it.

        :param res.company company: whose member
        :param str contact: e-mail or phone, normalised
        :param res.partner partner: the member
        :param datetime now: naive UTC
        :return: the identity (mcrm.identity)
        """
        identity = self._mcrm_find(company, kind_of(contact), contact)
        if not identity:
            return self._mcrm_add(company, contact, partner, now)
        identity.write({"partner_id": partner.id, "verified_at": now})
        return identity

    @api.model
    def _mcrm_add(self, company, contact, partner, verified_at):
        return self.create(
            {
                "company_id": company.id,
                "kind": kind_of(contact),
                "value": contact,
                "partner_id": partner.id,
                "verified_at": verified_at,
            }
        )
