import logging
import random
from datetime import timedelta, timezone

from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.tools import SQL

from ..services.fcm import Push
from ..tools import outcome

_logger = logging.getLogger(__name__)

QUEUED = "queued"
SENDING = "sending"
SENT = "sent"
GONE = "gone"
EXPIRED = "expired"
FAILED = "failed"
OPEN_STATES = (QUEUED, SENDING)

BATCH = 500  # deliveries that one worker takes at once
LEASE = timedelta(minutes=10)  # longer than the slowest batch; after that another worker may send it
TRIES = 5  # when another transaction changed the same rows meanwhile


class McrmPushDelivery(models.Model):
    """One message to one device: how often it was tried and what came of it.

    Queued → sending (leased by a worker until `due_at`) → sent, gone, expired or failed; or back to queued. A worker
    that dies leaves its lease behind: the delivery becomes due again, so that it is sent at least once, and the
    collapse key makes a second copy replace the first.
    """

    _name = "mcrm.push.delivery"
    _description = "Push Delivery"
    _rec_name = "message_id"
    _order = "id desc"

    message_id = fields.Many2one("mcrm.push.message", required=True, ondelete="cascade", index=True)
    device_id = fields.Many2one("mcrm.push.device", ondelete="set null", index="btree_not_null")
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    partner_id = fields.Many2one(related="message_id.partner_id")
    state = fields.Selection(
        [
            (QUEUED, "Queued"),
            (SENDING, "Sending"),
            (SENT, "Sent"),
            (GONE, "Device Gone"),
            (EXPIRED, "Expired"),
            (FAILED, "Failed"),
        ],
        required=True,
        default=QUEUED,
    )
    attempts = fields.Integer(default=0, aggregator=None)
    due_at = fields.Datetime("Due", help="Queued: when to try next. Sending: until when a worker has it.")
    expires_at = fields.Datetime("Expires", required=True)
    sent_at = fields.Datetime("Sent On")
    error = fields.Char("Last Error")

    _once = models.UniqueIndex("(message_id, device_id)", "A message goes to a device once.")
    _due_index = models.Index("(company_id, due_at, id) WHERE state IN ('queued', 'sending')")

    @api.model
    def _mcrm_enqueue(self, messages, now):
        """Make a delivery for each device that can be reached, and wake the worker.

        :param mcrm.push.message messages: new ones
        :param datetime now: naive UTC
        """
        vals_list = []
        for company, batch in messages.grouped("company_id").items():
            devices = self.env["mcrm.push.device"]._mcrm_reachable(batch.partner_id, company).grouped("partner_id")
            vals_list += [
                {
                    "message_id": message.id,
                    "device_id": device.id,
                    "company_id": company.id,
                    "due_at": now,
                    "expires_at": message._mcrm_expires_at(now),
                }
                for message in batch
                for device in devices.get(message.partner_id, ())
            ]
        if vals_list:
            self.create(vals_list)
            # sudo: whoever causes a message may wake the worker
            self.env.ref("mcrm_push.ir_cron_send").sudo()._trigger()

    @api.model
    def _mcrm_drop(self, devices):
        """Nothing more goes to these devices."""
        waiting = self.search([("device_id", "in", devices.ids), ("state", "in", OPEN_STATES)])
        waiting.write({"state": GONE, "due_at": False})

    @api.model
    def _cron_send(self, limit=BATCH):
        """The worker. Any number may run at once, in any number of processes.

        Each batch is three steps: lease it (committed), send it (no transaction is open), record the answers
        (committed).
        """
        cron = self.env["ir.cron"]
        # sudo: the credentials that say which companies can send
        senders_sudo = self.env["res.company"].sudo().search([("mcrm_fcm_service_account", "!=", False)])
        for company in senders_sudo:
            client = company._mcrm_fcm_client()
            while batch := self._mcrm_patiently(self._mcrm_lease, company, limit=limit):
                replies = client.send(batch)
                self._mcrm_patiently(self._mcrm_record, replies, done=len(batch))
                if not cron._commit_progress(remaining=self._mcrm_due_count(fields.Datetime.now())):
                    return
        self._mcrm_wake_later()
        cron._commit_progress(remaining=0)

    def _mcrm_patiently(self, step, *arguments, done=0, **options):
        """Run a step and commit it; begin anew when another transaction changed the same rows meanwhile."""
        for left in reversed(range(TRIES)):
            try:
                result = step(*arguments, now=fields.Datetime.now(), **options)
                self.env["ir.cron"]._commit_progress(done)
                return result
            except SerializationFailure:
                self.env.cr.rollback()
                if not left:
                    raise

    @api.model
    def _mcrm_lease(self, company, now, limit=BATCH):
        """Take what is due for this worker alone, the longest waiting first.

        :param res.company company: whose deliveries
        :param datetime now: naive UTC
        :param int limit: how many at most
        :return: what to send (list of Push)
        :raise SerializationFailure: when another worker took some after this transaction began to read
        """
        self._mcrm_give_up(company, now)
        query = SQL(
            """
            UPDATE mcrm_push_delivery SET state = 'sending', attempts = attempts + 1, due_at = %s
             WHERE id IN (SELECT id FROM mcrm_push_delivery
                           WHERE company_id = %s AND state IN ('queued', 'sending') AND due_at <= %s
                        ORDER BY due_at, id LIMIT %s FOR UPDATE SKIP LOCKED)
            RETURNING id
            """,
            now + LEASE,
            company.id,
            now,
            limit,
        )
        leased = self.browse(self._mcrm_execute(query))
        leased.invalidate_recordset()
        return [delivery._mcrm_push(now) for delivery in leased.sudo()]

    def _mcrm_push(self, now):
        message = self.message_id
        return Push(
            delivery_id=self.id,
            token=self.device_id.token,
            title=message.title,
            body=message.body or "",
            data={
                "message_id": str(message.id),
                "purpose": message.purpose,
                "deep_link": message.deep_link or "",
            },
            collapse_key=message._mcrm_collapse_key(),
            ttl=int((self.expires_at - now).total_seconds()),
            expires=int(self.expires_at.replace(tzinfo=timezone.utc).timestamp()),
        )

    def _mcrm_give_up(self, company, now):
        """Close what is too old, and what has taken its workers down too often."""
        query = SQL(
            """
            UPDATE mcrm_push_delivery
               SET state = CASE WHEN expires_at <= %(now)s THEN 'expired' ELSE 'failed' END, due_at = NULL
             WHERE id IN (SELECT id FROM mcrm_push_delivery
                           WHERE company_id = %(company)s AND state IN ('queued', 'sending') AND due_at <= %(now)s
                             AND (expires_at <= %(now)s OR attempts >= %(most)s)
                      FOR UPDATE SKIP LOCKED)
            RETURNING id
            """,
            now=now,
            company=company.id,
            most=outcome.MAX_ATTEMPTS,
        )
        self.browse(self._mcrm_execute(query)).invalidate_recordset()

    @api.model
    def _mcrm_record(self, replies, now):
        """Write down what came of a batch.

        :param list replies: answers (list of Reply)
        :param datetime now: naive UTC
        """
        deliveries = self.browse(reply.delivery_id for reply in replies).exists()
        known = {delivery.id: delivery for delivery in deliveries}
        for reply in replies:
            if delivery := known.get(reply.delivery_id):
                decision = outcome.classify(reply, delivery.attempts, now.replace(tzinfo=timezone.utc), random.random())
                delivery._mcrm_apply(decision, now)

    def _mcrm_apply(self, decision, now):
        if decision.kind != outcome.SENT:
            _logger.info("push delivery %s, attempt %s: %s", self.id, self.attempts, decision.error)
            if self.state != SENDING:
                return  # another worker has settled it
        if decision.kind == outcome.SENT:
            self.write({"state": SENT, "sent_at": now, "due_at": False, "error": False})
        elif decision.kind == outcome.GONE:
            self.write({"state": GONE, "due_at": False, "error": decision.error})
            self.device_id.unlink()
        elif decision.kind == outcome.FAILED:
            self.write({"state": FAILED, "due_at": False, "error": decision.error})
        else:
            later = now + timedelta(seconds=decision.delay)
            self.write({"state": QUEUED, "due_at": later, "error": decision.error})

    @api.model
    def _mcrm_due_count(self, now):
        return self.search_count([("state", "in", OPEN_STATES), ("due_at", "<=", now)])

    def _mcrm_wake_later(self):
        """Have the worker called when the next retry is due, instead of at its next round."""
        if due := self.search([("state", "in", OPEN_STATES)], order="due_at", limit=1).due_at:
            # sudo: as in _mcrm_enqueue
            self.env.ref("mcrm_push.ir_cron_send").sudo()._trigger(at=due)

    def _mcrm_execute(self, query):
        """Run a statement on stored deliveries.

        :return: ids (list of int)
        """
        self.flush_model()
        # another worker's change is an everyday answer here, not an error for the log
        self.env.cr.execute(query, log_exceptions=False)
        return [row[0] for row in self.env.cr.fetchall()]

    def action_retry(self):
        """Try again what failed, as long as its device is there."""
        self.check_access("read")
        now = fields.Datetime.now()
        # sudo: managers see the outbox and may only ask for another try
        for delivery_sudo in self.sudo().filtered(lambda each: each.state in (FAILED, EXPIRED) and each.device_id):
            expires_at = delivery_sudo.message_id._mcrm_expires_at(now)
            again = {"state": QUEUED, "due_at": now, "attempts": 0, "error": False, "expires_at": expires_at}
            delivery_sudo.write(again)
        self.env.ref("mcrm_push.ir_cron_send").sudo()._trigger()
