from datetime import timedelta, timezone

from psycopg2.errors import ExclusionViolation

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools import states

LOCK_CLASS = 0x4D43524D  # "MCRM": the name space of our advisory locks, one per table
LONGEST = timedelta(days=1)  # bounded, so that an index on the start finds what overlaps a period


class McrmReservationTable(models.Model):
    """One table taken by one reservation for its period. The database lets no two live ones overlap."""

    _name = "mcrm.reservation.table"
    _description = "Reserved Table"
    _rec_name = "table_id"
    _order = "start_at, id"

    reservation_id = fields.Many2one("mcrm.reservation", required=True, ondelete="cascade", index=True)
    table_id = fields.Many2one("restaurant.table", required=True, ondelete="restrict")
    company_id = fields.Many2one(related="reservation_id.company_id", store=True, precompute=True)
    start_at = fields.Datetime(related="reservation_id.start_at", store=True, precompute=True)
    end_at = fields.Datetime(related="reservation_id.end_at", store=True, precompute=True)
    is_live = fields.Boolean(
        compute="_compute_is_live",
        store=True,
        precompute=True,
        help="A live reservation occupies its tables; a finished, declined or cancelled one does not.",
    )

    # int4range stands for "the same table": it needs no extension, unlike an equality inside a gist index
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (int4range(table_id, table_id, '[]') WITH &&, tsrange(start_at, end_at, '[)') WITH &&)"
        " WHERE (is_live)",
        "This table is already reserved for that time.",
    )
    _period_valid = models.Constraint(
        "CHECK (start_at < end_at AND end_at <= start_at + interval '1 day')",
        "A reservation ends after it starts, and lasts a day at most.",
    )
    _table_once = models.UniqueIndex("(reservation_id, table_id)", "A reservation can hold a table only once.")
    _taken_index = models.Index("(start_at) WHERE is_live")

    @api.depends("reservation_id.state")
    def _compute_is_live(self):
        for line in self:
            line.is_live = line.reservation_id.state in states.LIVE

    @api.model_create_multi
    def create(self, vals_list):
        # what was given up in this transaction must be free in the database before it is taken again
        self.flush_model()
        self._mcrm_lock({vals["table_id"] for vals in vals_list})
        return super().create(vals_list)

    def write(self, vals):
        if "table_id" not in vals:
            return super().write(vals)
        self._mcrm_lock({vals["table_id"], *self.table_id.ids})
        result = super().write(vals)
        self.flush_recordset()
        return result

    @api.model
    def _mcrm_lock(self, table_ids):
        """Wait until no other transaction is changing the reservations of these tables.

        Without it concurrent inserts deadlock inside the exclusion constraint; all take their locks in id order. The
        lock lasts until the end of the transaction, or of the savepoint that is rolled back.

        :param Iterable table_ids: ids of restaurant.table
        """
        for table_id in sorted(table_ids):
            self.env.cr.execute(SQL("SELECT pg_advisory_xact_lock(%s, %s)", LOCK_CLASS, table_id))

    @api.model
    def _mcrm_take(self, reservation, table_id):
        """Put a live reservation on a table, unless somebody else has it.

        Another guest may have taken it after this transaction began to read: then only the constraint knows. That is
        an everyday answer here and no error for the log, hence the plain statement.

        :param mcrm.reservation reservation: live, stored
        :param int table_id: id of restaurant.table
        :return: whether the table is theirs now (bool)
        """
        try:
            with self.env.cr.savepoint():
                self._mcrm_lock([table_id])
                self.env.cr.execute(self._mcrm_take_query(reservation, table_id), log_exceptions=False)
        except ExclusionViolation:
            return False
        reservation.invalidate_recordset(["line_ids", "table_ids"])
        return True

    def _mcrm_take_query(self, reservation, table_id):
        return SQL(
            """
            INSERT INTO mcrm_reservation_table (reservation_id, table_id, company_id, start_at, end_at, is_live,
                                                create_uid, write_uid, create_date, write_date)
            VALUES (%s, %s, %s, %s, %s, TRUE, %s, %s, now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC')
            """,
            reservation.id,
            table_id,
            reservation.company_id.id,
            reservation.start_at,
            reservation.end_at,
            self.env.uid,
            self.env.uid,
        )

    @api.model
    def _mcrm_taken(self, tables, start, end):
        """
        :param restaurant.table tables: which tables
        :param datetime start: aware
        :param datetime end: aware
        :return: the live lines of these tables that overlap the period (mcrm.reservation.table)
        """
        return self.search_fetch(
            [
                ("table_id", "in", tables.ids),
                ("is_live", "=", True),
                ("start_at", "<", _naive_utc(end)),
                ("start_at", ">", _naive_utc(start) - LONGEST),
                ("end_at", ">", _naive_utc(start)),
            ],
            ["table_id", "start_at", "end_at"],
        )


def _naive_utc(moment):
    return moment.astimezone(timezone.utc).replace(tzinfo=None)
