from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.constants import GC_UNLINK_LIMIT

from ..dispatch.reader import problem
from ..tools.fingerprint import fingerprint

KEPT = timedelta(days=2)


class McrmApiRequest(models.Model):
    """A request with an Idempotency-Key and its first answer, stored in the transaction that did the work."""

    _name = "mcrm.api.request"
    _description = "API Request"
    _log_access = False

    scope = fields.Char(required=True, help="Whose keys these are: a member's, or those from one address.")
    key = fields.Char(required=True)
    fingerprint = fields.Char(required=True)
    status = fields.Integer(help="HTTP status of the answer, 0 while there is none.")
    media_type = fields.Char()
    body = fields.Text()
    at = fields.Datetime(required=True, index=True)

    _scope_key_unique = models.UniqueIndex("(scope, key)")

    @api.model
    def _mcrm_open(self, call, method, path, body):
        """Find the answer given before, or begin.

        :param Call call: the request
        :param str method: HTTP method
        :param str path: path of the request
        :param bytes body: body as received
        :return: row with the answer, or a new row without status
        :raise ApiProblem: 409 while the same key is being handled, 422 when it came with another request
        """
        scope = _scope(call.member_id) if call.member_id else f"address:{call.address}"
        mark = fingerprint(method, path, body)
        entry = self.search([("scope", "=", scope), ("key", "=", call.idempotency_key)])
        if entry.fingerprint not in (False, mark):
            raise problem(call.env, 422, "idempotency_key_reused")
        if entry.status:
            return entry
        if not self._mcrm_is_free(f"mcrm.api.request {scope} {call.idempotency_key}"):
            raise problem(call.env, 409, "request_in_flight", headers={"Retry-After": "1"})
        return entry or self._mcrm_begin(scope, call.idempotency_key, mark, call.now)

    def _mcrm_begin(self, scope, key, mark, now):
        """Insert the row. If its twin has committed since this transaction began to read, PostgreSQL says so here and
        Odoo runs the request again, which then finds the twin's answer."""
        query = SQL(
            "INSERT INTO mcrm_api_request (scope, key, fingerprint, at) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT DO NOTHING RETURNING id",
            scope,
            key,
            mark,
            now,
        )
        self.env.cr.execute(query, log_exceptions=False)
        return self.browse(self.env.cr.fetchone())

    def _mcrm_is_free(self, name):
        """A lock of this transaction: the second of two equal requests is told at once, instead of waiting.

        :return: whether nobody else is handling this right now (bool)
        """
        self.env.cr.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", (name,))
        return self.env.cr.fetchone()[0]

    def _mcrm_close(self, response):
        """Keep the answer.

        :param response: successful response of this request
        """
        self.write(
            {"status": response.status_code, "media_type": response.mimetype, "body": response.get_data(as_text=True)}
        )

    @api.model
    def _mcrm_forget(self, partners):
        """:param res.partner partners: members whose requests and answers are not kept any longer"""
        self.search([("scope", "in", [_scope(partner_id) for partner_id in partners.ids])]).unlink()

    @api.autovacuum
    def _gc_requests(self):
        self.search([("at", "<", fields.Datetime.now() - KEPT)], limit=GC_UNLINK_LIMIT).unlink()


def _scope(member_id):
    return f"member:{member_id}"
