from odoo import api, fields, models
from odoo.exceptions import UserError


class McrmConsent(models.Model):
    """What a member agreed to and when. A change of mind is a new row, so that the history can be shown."""

    _name = "mcrm.consent"
    _description = "Member Consent"
    _rec_name = "purpose"
    _order = "date desc, id desc"

    partner_id = fields.Many2one("res.partner", "Member", required=True, ondelete="cascade")
    purpose = fields.Selection(
        [("terms", "Terms of Membership"), ("privacy", "Privacy"), ("marketing", "Offers and News")], required=True
    )
    granted = fields.Boolean("Agreed")
    version = fields.Char(help="Version of the text that was shown.")
    source = fields.Char(help="Where it was given, for example the app or the counter.")
    date = fields.Datetime(required=True)

    _partner_purpose_index = models.Index("(partner_id, purpose, date DESC, id DESC)")

    def write(self, vals):
        if self:
            raise UserError(self.env._("A consent is never changed: record a new one."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A consent is never deleted: record a new one."))
