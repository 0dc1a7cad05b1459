import hashlib
import hmac
import secrets

from odoo import fields, models
from odoo.tools import SQL

SECRET_BYTES = 32  # 256 bits
KEY_PURPOSES = ("member", "voucher", "reservation", "nota")


class ResCompany(models.Model):
    _inherit = "res.company"

    def _default_mcrm_secret(self):
        return secrets.token_hex(SECRET_BYTES)

    mcrm_secret = fields.Char(
        "QR Secret",
        default=lambda self: self._default_mcrm_secret(),
        copy=False,
        groups="base.group_system",
        help="Signs every QR code of this company. It never leaves the server.",
    )
    mcrm_qr_policy = fields.Selection(
        [("static", "Static"), ("rotating", "Rotating")],
        "Member QR",
        default="rotating",
        required=True,
        help="Rotating: the member's QR changes every 30 seconds, so that a photograph of it is worth nothing.\n"
        "Static: one QR for ever, which may be printed on a card.",
    )

    def _init_column(self, column_name):
        """Give each existing company a secret of its own: Odoo would write one default into all of them."""
        if column_name != "mcrm_secret":
            return super()._init_column(column_name)
        self.env.cr.execute("SELECT id FROM res_company WHERE mcrm_secret IS NULL")
        for (company_id,) in self.env.cr.fetchall():
            secret = self._default_mcrm_secret()
            self.env.cr.execute(SQL("UPDATE res_company SET mcrm_secret = %s WHERE id = %s", secret, company_id))

    def _mcrm_key(self, purpose):
        """Derive the key that signs one kind of token. Branches share the key of their main company.

        :param str purpose: one of ``KEY_PURPOSES``, so that a token of one kind never passes for another
        :return: the key (bytes, 32 of them)
        :raise ValueError: when the purpose is unknown
        """
        self.ensure_one()
        if purpose not in KEY_PURPOSES:
            raise ValueError(f"unknown key purpose: {purpose}")
        # sudo: cashiers and the API verify tokens, but nobody except the system may see the secret
        company_sudo = self.root_id.sudo()
        secret = bytes.fromhex(company_sudo.mcrm_secret)
        return hmac.new(secret, f"mcrm:{purpose}".encode(), hashlib.sha256).digest()
