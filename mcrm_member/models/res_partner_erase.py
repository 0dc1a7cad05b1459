from odoo import models

# What tells who somebody is. Other addons know of more: their `_mcrm_erase` calls this one.
PERSONAL = (
    "email",
    "phone",
    "street",
    "street2",
    "city",
    "zip",
    "state_id",
    "country_id",
    "vat",
    "website",
    "comment",
    "ref",
    "barcode",
    "function",
    "image_1920",
)
MEMBERSHIP = ("mcrm_member_number", "mcrm_birth_date", "mcrm_joined_on", "mcrm_staff_note")


class ResPartner(models.Model):
    """The end of a membership: what is personal goes, what the books need stays with a contact without a name."""

    _inherit = "res.partner"

    def _mcrm_erase(self, now):
        """Forget who these members are; for ever. Orders and consents stay, as evidence without a name.

        :param datetime now: naive UTC
        """
        quiet = self.with_context(tracking_disable=True)  # a log of what is forgotten would remember it
        quiet.mcrm_identity_ids.unlink()
        quiet.write(dict.fromkeys(MEMBERSHIP, False))
        # sudo: whether somebody works here as well
        quiet.filtered(lambda partner: not partner.sudo().with_context(active_test=False).user_ids)._mcrm_anonymise()

    def _mcrm_anonymise(self):
        family = self | self.with_context(active_test=False).child_ids
        family._mcrm_erase_messages()
        family.env["ir.attachment"].search(
            [("res_model", "=", "res.partner"), ("res_id", "in", family.ids), ("res_field", "=", False)]
        ).unlink()
        family.bank_ids.unlink()
        known = [field for field in PERSONAL if field in self._fields]
        family.write({**dict.fromkeys(known, False), "category_id": [(5, 0, 0)]})
        family.write({"name": self.env._("Former member"), "active": False})
        family.flush_recordset()

    def _mcrm_erase_messages(self):
        """What was said about them and to them alone."""
        messages = self.env["mail.message"]
        about = messages.search([("model", "=", "res.partner"), ("res_id", "in", self.ids)])
        told = messages.search([("partner_ids", "in", self.ids), ("message_type", "=", "user_notification")])
        (about | told).unlink()
