from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import contacts


class McrmIdentity(models.Model):
    """A contact by which a member is known and signs in. One contact belongs to one member of a company."""

    _name = "mcrm.identity"
    _description = "Member Identity"
    _rec_name = "value"
    _order = "kind, id"

    partner_id = fields.Many2one("res.partner", "Member", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(
        "res.company", required=True, ondelete="cascade", default=lambda self: self.env.company
    )
    kind = fields.Selection([("email", "Email"), ("phone", "Phone")], required=True)
    value = fields.Char("Contact", required=True, help="Email in lower case, or phone number as +62812…")
    verified_at = fields.Datetime("Verified On", help="When the member proved that this contact is theirs.")

    _contact_unique = models.UniqueIndex(
        "(company_id, kind, value)", "This email or phone number already belongs to another member."
    )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._mcrm_normalised(vals, vals.get("kind")) for vals in vals_list])

    def write(self, vals):
        if "value" not in vals and "kind" not in vals:
            return super().write(vals)
        for identity in self:
            full = {"value": identity.value, **vals}
            super(McrmIdentity, identity).write(self._mcrm_normalised(full, vals.get("kind", identity.kind)))
        return True

    @api.model
    def _mcrm_find(self, company, kind, text):
        """
        :param res.company company: where to look
        :param str kind: ``email`` or ``phone``
        :param str text: the contact in any usual spelling
        :return: the identity, or an empty recordset (mcrm.identity)
        :raise ValueError: when the text cannot be a contact of this kind
        """
        value = self._mcrm_normalise(kind, text, company)
        return self.search([("company_id", "=", company.id), ("kind", "=", kind), ("value", "=", value)], limit=1)

    @api.model
    def _mcrm_normalise(self, kind, text, company):
        """:return: the one spelling of a contact (str)
        :raise ValueError: when the text cannot be a contact of this kind"""
        if kind == "phone":
            return contacts.normalise_phone(text, company.country_id.code or "ID")
        return contacts.normalise_email(text)

    def _mcrm_normalised(self, vals, kind):
        company = self.env["res.company"].browse(vals.get("company_id")) or self.company_id[:1] or self.env.company
        try:
            return {**vals, "value": self._mcrm_normalise(kind, vals.get("value"), company)}
        except ValueError as error:
            raise ValidationError(self._mcrm_invalid_message(kind, vals.get("value"))) from error

    def _mcrm_invalid_message(self, kind, value):
        if kind == "phone":
            return self.env._("%(value)s is not a phone number.", value=value)
        return self.env._("%(value)s is not an email address.", value=value)
