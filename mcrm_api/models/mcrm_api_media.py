from odoo import api, models


class McrmApiMedia(models.AbstractModel):
    """Which pictures anybody may see, and where they are kept."""

    _name = "mcrm.api.media"
    _description = "API Media"

    @api.model
    def _mcrm_kinds(self):
        """:return: kind → model, image field, domain of what is public (dict)"""
        company = self.env["res.company"].browse(self.env["res.company"]._mcrm_api_company_id())
        return {
            "program": ("loyalty.program", "mcrm_image", [("mcrm_role", "!=", False), ("mcrm_published", "=", True)]),
            "product": ("product.product", "image_512", [("available_in_pos", "=", True)]),
            "logo": ("res.partner", "image_256", [("id", "=", company.sudo().partner_id.id)]),
        }

    @api.model
    def _mcrm_find(self, kind, record_id, version):
        """
        :param str kind: of `_mcrm_kinds`
        :param int record_id: of the record
        :param str version: start of the picture's checksum, as `tools.values.image_path` writes it
        :return: the record and its field (tuple), None when there is no such public picture
        """
        model, field, domain = self._mcrm_kinds().get(kind, (None, None, None))
        if not model:
            return None
        record = self.env[model].search([("id", "=", record_id), *domain])
        return (record, field) if record and self._mcrm_version(record, field) == version else None

    def _mcrm_version(self, record, field):
        attachment = self.env["ir.attachment"].search(
            [("res_model", "=", record._name), ("res_field", "=", field), ("res_id", "=", record.id)], limit=1
        )
        return (attachment.checksum or "")[:12] or None
