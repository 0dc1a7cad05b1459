import hashlib

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.tools import SQL

FCM = "fcm"
WEBPUSH = "webpush"
INSERT_COLUMNS = (
    "partner_id",
    "company_id",
    "installation",
    "kind",
    "token",
    "token_hash",
    "platform",
    "language",
    "app_version",
    "last_seen",
)


class McrmPushDevice(models.Model):
    """One installation of the app, by which a member can be reached."""

    _name = "mcrm.push.device"
    _description = "Push Device"
    _rec_name = "installation"
    _order = "last_seen desc, id desc"

    partner_id = fields.Many2one("res.partner", "Member", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade", default=lambda s: s.env.company)
    installation = fields.Char(help="The name that the app gave itself when it was installed.")
    kind = fields.Selection([(FCM, "Firebase"), (WEBPUSH, "Web Push")], required=True)
    token = fields.Char(
        required=True,
        groups="base.group_system",
        help="The address of the device at its push service; for web push the whole subscription.",
    )
    token_hash = fields.Char(required=True, readonly=True, groups="base.group_system")
    platform = fields.Selection([("android", "Android"), ("ios", "iOS"), ("web", "Web")])
    language = fields.Char()
    app_version = fields.Char()
    last_seen = fields.Datetime(required=True)

    # tokens may be too long to be indexed themselves
    _token_unique = models.UniqueIndex("(token_hash)", "This device is already registered.")
    _installation_unique = models.UniqueIndex(
        "(partner_id, installation) WHERE installation IS NOT NULL", "This installation is already registered."
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_drop_deliveries(self):
        # sudo: the outbox belongs to the system, whoever removes a device
        self.env["mcrm.push.delivery"].sudo()._mcrm_drop(self)

    @api.model
    def _mcrm_register(self, partner, vals, now):
        """Remember a device of a member. Sent again, it refreshes; a token moves with its owner.

        :param res.partner partner: the member
        :param dict vals: `kind` (``fcm`` or ``webpush``) and `token`, and where known `installation` (the app's own
            name for itself), `platform` (``android``, ``ios``, ``web``), `language`, `app_version`
        :param datetime now: the moment of asking, naive UTC
        :return: the device (mcrm.push.device)
        """
        vals = {"installation": False, **vals, "token_hash": _hash(vals["token"]), "last_seen": now}
        known = self.search([("token_hash", "=", vals["token_hash"])])
        replaced = self._mcrm_of_installation(partner, vals["installation"]) - known
        # what waits for the former owner must never reach the new one
        moved = known.filtered(lambda device: device.partner_id != partner)
        (replaced | moved).unlink()
        if device := known - moved:
            device.write(vals)
            return device
        return self._mcrm_insert({**vals, "partner_id": partner.id, "company_id": self.env.company.id})

    @api.model
    def _mcrm_forget(self, partner, installation):
        """The member signed out or does not want messages on that device. Forgetting twice is forgetting once.

        :param res.partner partner: the member
        :param str installation: the app's own name for itself
        """
        self._mcrm_of_installation(partner, installation).unlink()

    @api.model
    def _mcrm_reachable(self, partners, company):
        """The devices to which messages are sent. Web-push subscriptions are kept, but nothing is sent to them yet.

        :param res.partner partners: to whom
        :param res.company company: who sends
        :return: devices (mcrm.push.device)
        """
        if not company._mcrm_can_push():
            return self.browse()
        return self.search([("partner_id", "in", partners.ids), ("kind", "=", FCM), ("company_id", "=", company.id)])

    @api.model
    def _mcrm_of_installation(self, partner, installation):
        """:return: the device that a member registered under this name, if any (mcrm.push.device)"""
        if not installation:
            return self.browse()
        return self.search([("partner_id", "=", partner.id), ("installation", "=", installation)])

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([{**vals, "token_hash": _hash(vals["token"])} for vals in vals_list])

    def _mcrm_insert(self, vals):
        """Insert, or begin the transaction anew when the same device is being registered right now."""
        self.env.flush_all()
        values = [vals.get(column) or None for column in INSERT_COLUMNS]
        query = SQL(
            """
            INSERT INTO mcrm_push_device (%s, create_uid, write_uid, create_date, write_date)
            VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING RETURNING id
            """,
            SQL(", ").join(map(SQL.identifier, INSERT_COLUMNS)),
            SQL(", ").join(SQL("%s", value) for value in values),
            self.env.uid,
            self.env.uid,
            vals["last_seen"],
            vals["last_seen"],
        )
        self.env.cr.execute(query, log_exceptions=False)
        if not (row := self.env.cr.fetchone()):
            raise ConcurrencyError("this device is being registered")
        return self.browse(row[0])


def _hash(token):
    return hashlib.sha256(token.encode()).hexdigest()
