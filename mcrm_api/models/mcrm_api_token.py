import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.constants import GC_UNLINK_LIMIT

from ..tools.secrets import digest, new_token

LIFETIME = {"access": timedelta(minutes=15), "refresh": timedelta(days=90)}


class McrmApiToken(models.Model):
    """A bearer token of a signed-in device; only its digest is kept."""

    _name = "mcrm.api.token"
    _description = "API Token"
    _log_access = False

    session_id = fields.Many2one("mcrm.api.session", required=True, ondelete="cascade", index=True)
    kind = fields.Selection([("access", "Access"), ("refresh", "Refresh")], required=True)
    digest = fields.Char(required=True, groups="base.group_system")
    expires_at = fields.Datetime(required=True, index=True)
    used_at = fields.Datetime(help="When a refresh token was exchanged for the next one.")

    _digest_unique = models.UniqueIndex("(digest)")

    @api.model
    def _mcrm_issue(self, session, now):
        """A fresh pair for a device.

        :param mcrm.api.session session: the device
        :param datetime now: naive UTC
        :return: kind → token, shown this once (dict)
        """
        shown = {kind: new_token(secrets.token_bytes) for kind in LIFETIME}
        self.sudo().create(  # sudo: no role may write this table
            [
                {"session_id": session.id, "kind": kind, "digest": digest(token), "expires_at": now + LIFETIME[kind]}
                for kind, token in shown.items()
            ]
        )
        return shown

    @api.model
    def _mcrm_take_refresh(self, token, now):
        """Exchange a refresh token, once.

        :param str token: as the client shows it
        :param datetime now: naive UTC
        :return: its row and whether it was still good (tuple of mcrm.api.token, bool); the row is empty if unknown
        """
        token_sudo = self.sudo().search([("digest", "=", digest(token)), ("kind", "=", "refresh")])  # sudo: as above
        query = SQL(
            "UPDATE mcrm_api_token SET used_at = %s WHERE id = %s AND used_at IS NULL AND expires_at > %s RETURNING id",
            now,
            token_sudo.id or 0,
            now,
        )
        # of two exchanges at once Odoo runs the second again: nothing for the log
        self.env.cr.execute(query, log_exceptions=False)
        is_good = bool(self.env.cr.fetchone())
        token_sudo.invalidate_recordset(["used_at"])
        return token_sudo, is_good

    @api.autovacuum
    def _gc_tokens(self):
        """Used refresh tokens stay until they expire: their reuse must be noticed."""
        self.search([("expires_at", "<", fields.Datetime.now())], limit=GC_UNLINK_LIMIT).unlink()
