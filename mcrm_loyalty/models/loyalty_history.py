from collections import Counter
from functools import lru_cache

import psycopg2.errors
from psycopg2.extensions import AsIs
from psycopg2.extras import Json

from odoo import api, fields, models
from odoo.exceptions import AccessError, ConcurrencyError, UserError
from odoo.tools import SQL

from ..tools.ledger import EXPIRE, REFUND_EARN
from ..tools.points import round_points

STATEMENT_TIME = AsIs("(now() AT TIME ZONE 'UTC')")


@lru_cache
def _insertion(columns, count):
    """:return: the statement that writes so many rows (str); a till waits, so it is put together once"""
    names = SQL(", ").join(map(SQL.identifier, columns))
    return SQL("INSERT INTO loyalty_history (%s) VALUES ", names).code + ", ".join(["%s"] * count) + " RETURNING id"


class LoyaltyHistory(models.Model):
    """The ledger: rows of programs with a role are written once, by the card's own methods, and never change."""

    _inherit = "loyalty.history"

    mcrm_key = fields.Char("Ledger Key", readonly=True, copy=False, help="What this row books; booked once only.")
    mcrm_kind = fields.Selection(
        [
            ("earn", "Earned"),
            ("spend", "Spent"),
            ("refund_earn", "Taken back"),
            ("refund_spend", "Given back"),
            ("expire", "Expired"),
            ("adjust", "Adjusted"),
            ("gift", "Gift"),
            ("buy", "Bought"),
        ],
        "Kind",
        readonly=True,
    )
    mcrm_partner_id = fields.Many2one("res.partner", "Member", index="btree_not_null", readonly=True)
    mcrm_balance = fields.Float("Balance After", digits=(16, 2), readonly=True, aggregator=None)
    mcrm_at = fields.Datetime("When", readonly=True)
    mcrm_points = fields.Float("Points", digits=(16, 2), compute="_compute_mcrm_points", store=True)
    mcrm_program_id = fields.Many2one(related="card_id.program_id", string="Program")
    mcrm_remainder = fields.Float(
        "Left", digits=(16, 2), readonly=True, help="What is still there of the points this row issued."
    )
    mcrm_expires_on = fields.Date("Valid Until", readonly=True, help="The last day these points can be used.")
    mcrm_allocation = fields.Json(
        "Taken From", readonly=True, help="Rows and points: where the points were taken from or went back to."
    )
    mcrm_origin_id = fields.Many2one(
        "loyalty.history",
        "Takes Back",
        readonly=True,
        index="btree_not_null",
        help="The row that is taken back, or whose points expired.",
    )
    mcrm_debt = fields.Float(
        "Owed", digits=(16, 2), readonly=True, help="Points of a refund that were already spent; below zero: paid back."
    )

    _mcrm_key_unique = models.UniqueIndex("(mcrm_key) WHERE mcrm_key IS NOT NULL", "This was already booked.")
    _mcrm_order_index = models.Index("(order_id, order_model) WHERE mcrm_kind IS NOT NULL")
    _mcrm_lots_index = models.Index("(card_id, mcrm_expires_on, id) WHERE mcrm_remainder > 0")
    _mcrm_due_index = models.Index("(mcrm_expires_on) WHERE mcrm_remainder > 0")
    _mcrm_remainder_of_issued = models.Constraint(
        "CHECK (mcrm_remainder IS NULL OR (mcrm_remainder >= 0 AND mcrm_remainder <= issued))",
        "What is left of points cannot be more than there were, or less than nothing.",
    )

    @api.depends("issued", "used")
    def _compute_mcrm_points(self):
        for entry in self:
            entry.mcrm_points = entry.issued - entry.used

    @api.model_create_multi
    def create(self, vals_list):
        entries = super().create(vals_list)
        if not self.env.su and entries._mcrm_of_ledger():
            raise AccessError(self.env._("Points of members are booked by the system only."))
        return entries

    def write(self, vals):
        if self._mcrm_of_ledger():
            raise UserError(self.env._("The ledger cannot be changed. Book an adjustment instead."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_ledger(self):
        if self._mcrm_of_ledger():
            raise UserError(self.env._("The ledger cannot be deleted. Book an adjustment instead."))

    def _mcrm_of_ledger(self):
        # sudo: whoever may touch the row may not be able to read the card
        return self.sudo().filtered(lambda entry: entry.mcrm_kind or entry.card_id.mcrm_role)

    # Writing. In SQL: a guest waits at the till meanwhile

    @api.model
    def _mcrm_append(self, rows, common, key, changes=()):
        """Write ledger rows. A key that another transaction has just booked makes Odoo run this one again,
        which then finds the row.

        :param list rows: ledger.Row
        :param dict common: values that all rows share
        :param str key: of the booking
        :param changes: statements (SQL) that change cards and lots with the rows, in one statement
        :return: the rows (loyalty.history) as superuser
        :raise ConcurrencyError: when a key is taken
        """
        # sudo: only this method writes ledger rows, whoever the user is
        entries_sudo = self.sudo()
        if not rows:
            return entries_sudo
        ids = self._mcrm_next_ids(len(rows)) if any(row.names_new_rows for row in rows) else []
        vals_list = [{**common, **entries_sudo._mcrm_row_vals(row, ids, key)} for row in rows]
        if ids:
            vals_list = [{**vals, "id": number} for vals, number in zip(vals_list, ids, strict=True)]
        self._mcrm_number_keys(vals_list)
        try:
            return entries_sudo.browse(entries_sudo._mcrm_insert(vals_list, changes))
        except psycopg2.errors.UniqueViolation as error:
            raise ConcurrencyError("a ledger key was booked meanwhile") from error

    def _mcrm_next_ids(self, count):
        """Rows may name one another, so they are numbered before they are written."""
        self.env.cr.execute(
            SQL("SELECT nextval('loyalty_history_id_seq') FROM generate_series(1, %s)", count),
        )
        return [number for (number,) in self.env.cr.fetchall()]

    def _mcrm_row_vals(self, row, ids, key):
        """:param list ids: of the rows of this booking, which call each other -1, -2, …"""

        def numbered(lot):
            return ids[-lot - 1] if lot and lot < 0 else lot

        parts = [(numbered(lot), points) for lot, points in row.allocation]
        vals = {
            "mcrm_key": f"{key}:{row.kind}",
            "mcrm_kind": row.kind,
            "issued": row.issued,
            "used": row.used,
            "mcrm_points": row.issued - row.used,
            "mcrm_balance": row.balance,
            "mcrm_remainder": row.remainder,
            "mcrm_expires_on": row.expires_on,
            "mcrm_allocation": Json(parts) if parts else None,
            "mcrm_origin_id": numbered(row.origin),
            "mcrm_qualifying": row.qualifying,
            "mcrm_debt": row.debt,
        }
        if row.kind == EXPIRE:
            vals["mcrm_key"] = f"{EXPIRE}:{vals['mcrm_origin_id']}:{key}"
            vals["description"] = self.env._("Points expired")
        elif row.kind == REFUND_EARN and row.debt < 0:
            vals["mcrm_key"] = f"{key}:debt"
            vals["description"] = self.env._("Owed from an earlier refund")
        return vals

    def _mcrm_number_keys(self, vals_list):
        """Several rows of one kind in one booking are told apart by their number."""
        times = Counter()
        for vals in vals_list:
            name = vals["mcrm_key"]
            times[name] += 1
            if times[name] > 1:
                vals["mcrm_key"] = f"{name}:{times[name]}"

    def _mcrm_insert(self, vals_list, changes):
        uid = self.env.uid
        audit = {"create_date": STATEMENT_TIME, "write_date": STATEMENT_TIME, "create_uid": uid, "write_uid": uid}
        rows = [tuple((vals | audit).values()) for vals in vals_list]
        parts = SQL(", ").join(
            SQL("%s AS (%s)", SQL.identifier(f"change_{number}"), change) for number, change in enumerate(changes)
        )
        statement = (f"WITH {parts.code} " if changes else "") + _insertion(tuple(vals_list[0] | audit), len(rows))
        # Quietly: a key that was booked meanwhile is no error, Odoo runs the transaction again
        self.env.cr.execute(statement, [*parts.params, *rows], log_exceptions=False)
        return [number for (number,) in self.env.cr.fetchall()]

    # Reading

    def _mcrm_net(self, *kinds):
        """:return: points that rows of some kinds added (float), less those they used"""
        rows = self.filtered(lambda entry: entry.mcrm_kind in kinds)
        return round_points(sum(rows.mapped("issued")) - sum(rows.mapped("used")))

    @api.model
    def _mcrm_entries(self, partner, company, limit=20, before_id=None):
        """A member's points history, newest first.

        :param partner: the member (res.partner)
        :param company: the café (res.company)
        :param int limit: how many at most
        :param int before_id: continue after this row
        :return: rows of the member card (loyalty.history) as superuser
        """
        card = partner._mcrm_member_card(company)
        domain = [("card_id", "=", card.id), ("mcrm_kind", "!=", False)]
        if before_id:
            domain.append(("id", "<", before_id))
        # sudo: members have no access rights; the domain keeps to this member's card
        return self.sudo().search(domain, order="id desc", limit=limit)
