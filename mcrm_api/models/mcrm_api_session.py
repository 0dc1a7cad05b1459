from datetime import timedelta

from odoo import api, fields, models
from odoo.tools.constants import GC_UNLINK_LIMIT

KEPT = timedelta(days=180)  # a device unseen for so long has no living token


class McrmApiSession(models.Model):
    """A signed-in device: all tokens that descend from one sign-in."""

    _name = "mcrm.api.session"
    _description = "Signed-in Device"
    _rec_name = "device_name"
    _order = "last_seen_at desc, id desc"

    partner_id = fields.Many2one("res.partner", "Member", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    device_name = fields.Char("Device")
    client = fields.Selection([("app", "App"), ("web", "Web")], required=True, default="app")
    signed_in_at = fields.Datetime("Signed In On", required=True)
    last_seen_at = fields.Datetime("Last Seen", required=True, index=True)
    revoked_at = fields.Datetime("Signed Out On")
    revoked_reason = fields.Selection(
        [
            ("logout", "Signed out"),
            ("member", "Signed out from another device"),
            ("password", "New password"),
            ("reuse", "Token reused"),
            ("manager", "Revoked by a manager"),
        ],
        "Reason",
    )
    is_active = fields.Boolean("Signed In", compute="_compute_is_active", search="_search_is_active")

    @api.depends("revoked_at")
    def _compute_is_active(self):
        for session in self:
            session.is_active = not session.revoked_at

    def _search_is_active(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("revoked_at", "=" if True in value else "!=", False)]

    def action_revoke(self):
        """Sign the devices out; the next call of each is refused."""
        self.check_access("write")
        self._mcrm_revoke("manager", fields.Datetime.now())

    @api.model
    def _mcrm_open(self, partner, company, client, device_name, now):
        """A member signs in on a device.

        :param res.partner partner: the member
        :param res.company company: whose member
        :param str client: "app" or "web"
        :param str device_name: as the client calls itself, may be empty
        :param datetime now: naive UTC
        :return: the session and kind → token (tuple)
        """
        session_sudo = self.sudo().create(  # sudo: only the API opens sessions, no role may
            {
                "partner_id": partner.id,
                "company_id": company.id,
                "client": client,
                "device_name": device_name,
                "signed_in_at": now,
                "last_seen_at": now,
            }
        )
        return session_sudo, self.env["mcrm.api.token"]._mcrm_issue(session_sudo, now)

    @api.model
    def _mcrm_refresh(self, token, now):
        """The next pair of a device. A refresh token shown twice ends the whole session: one of the two is a thief.

        :param str token: refresh token as shown
        :param datetime now: naive UTC
        :return: the session and kind → token, both empty when refused (tuple)
        """
        tokens = self.env["mcrm.api.token"]
        token_sudo, is_good = tokens._mcrm_take_refresh(token, now)
        session_sudo = token_sudo.session_id
        if token_sudo.used_at and not is_good:
            session_sudo._mcrm_report_reuse(now)
        if not is_good or session_sudo.revoked_at or not session_sudo.partner_id.active:
            return self.browse(), {}
        session_sudo.write({"last_seen_at": now})
        return session_sudo, tokens._mcrm_issue(session_sudo, now)

    @api.model
    def _mcrm_of_token(self, digest):
        """:return: session that a token of either kind belongs to, in sudo (mcrm.api.session)"""
        return self.env["mcrm.api.token"].sudo().search([("digest", "=", digest)]).session_id  # sudo: no role may read

    def _mcrm_revoke(self, reason, now):
        """
        :param str reason: value of `revoked_reason`
        :param datetime now: naive UTC
        """
        self.filtered(lambda session: not session.revoked_at).write({"revoked_at": now, "revoked_reason": reason})

    @api.model
    def _mcrm_revoke_all(self, partner, reason, now):
        """
        :param res.partner partner: whose devices
        :param str reason: value of `revoked_reason`
        :param datetime now: naive UTC
        """
        self._mcrm_signed_in(partner)._mcrm_revoke(reason, now)

    @api.model
    def _mcrm_signed_in(self, partner):
        """:return: devices on which a member is signed in (mcrm.api.session) in sudo, last seen first"""
        # sudo: a member has no user; the domain names them
        return self.sudo().search([("partner_id", "=", partner.id), ("revoked_at", "=", False)])

    def _mcrm_report_reuse(self, now):
        if not self.revoked_at:
            self._mcrm_revoke("reuse", now)
            self.partner_id._mcrm_tell("token_reused", self.company_id, device=self.device_name or "")

    @api.autovacuum
    def _gc_sessions(self):
        self.search([("last_seen_at", "<", fields.Datetime.now() - KEPT)], limit=GC_UNLINK_LIMIT).unlink()
