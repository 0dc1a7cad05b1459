from datetime import timedelta

from odoo import api, fields, models

TRANSACTIONAL = "transactional"
MARKETING = "marketing"
DAY = 24 * 60 * 60  # seconds


class McrmPushMessage(models.Model):
    """A message to a member: an entry of the inbox in the app, and what the outbox sends to the member's devices."""

    _name = "mcrm.push.message"
    _description = "Push Message"
    _rec_name = "title"
    _order = "id desc"

    partner_id = fields.Many2one("res.partner", "Member", required=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade", default=lambda s: s.env.company)
    title = fields.Char(required=True)
    body = fields.Text()
    purpose = fields.Selection(
        [(TRANSACTIONAL, "Transactional"), (MARKETING, "Offers and News")], required=True, default=TRANSACTIONAL
    )
    deep_link = fields.Char(help="Where the app goes when the message is opened, below the address of the app.")
    read_at = fields.Datetime("Read On")
    ttl = fields.Integer(
        "Time to Live", required=True, default=DAY, help="Seconds after which it is no longer worth pushing."
    )
    mail_message_id = fields.Many2one("mail.message", "Message", ondelete="set null", index="btree_not_null")
    delivery_ids = fields.One2many("mcrm.push.delivery", "message_id", "Deliveries")
    device_count = fields.Integer("Devices", compute="_compute_device_count")

    _inbox_index = models.Index("(partner_id, id DESC)")
    _unread_index = models.Index("(partner_id) WHERE read_at IS NULL")

    @api.depends("delivery_ids")
    def _compute_device_count(self):
        for message in self:
            message.device_count = len(message.delivery_ids)

    @api.model_create_multi
    def create(self, vals_list):
        messages = super().create(vals_list)
        # whole seconds, as the worker counts: what is due now must not look like the future to it
        now = self.env.cr.now().replace(tzinfo=None, microsecond=0)
        self.env["mcrm.push.delivery"]._mcrm_enqueue(messages, now)
        return messages

    @api.model
    def _mcrm_inbox(self, partner, limit, before_id=None):
        """
        :param res.partner partner: the member
        :param int limit: how many at most
        :param int before_id: only messages older than this one; None for the newest
        :return: messages, newest first (mcrm.push.message)
        """
        older = [("id", "<", before_id)] if before_id else []
        return self.search([("partner_id", "=", partner.id), *older], limit=limit)

    @api.model
    def _mcrm_mark_read(self, partner, now, ids=None, up_to=None):
        """Messages of others, and those read before, are left alone.

        :param res.partner partner: the member
        :param datetime now: naive UTC
        :param list ids: which ones
        :param int up_to: instead of `ids`: this one and all before it
        """
        which = [("id", "<=", up_to)] if ids is None else [("id", "in", ids)]
        self.search([("partner_id", "=", partner.id), ("read_at", "=", False), *which]).write({"read_at": now})

    @api.model
    def _mcrm_unread_count(self, partner):
        """:return: how many messages of a member are unread (int)"""
        return self.search_count([("partner_id", "=", partner.id), ("read_at", "=", False)])

    def _mcrm_collapse_key(self):
        """:return: what makes a second copy replace the first on the phone; within every service's limits (str)"""
        return f"mcrm-{self.id}"

    def _mcrm_expires_at(self, now):
        """:return: when pushing it stops to make sense (datetime, naive UTC)"""
        return now + timedelta(seconds=self.ttl)
