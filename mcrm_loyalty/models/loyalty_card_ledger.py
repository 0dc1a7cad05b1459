from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.mcrm_member.exceptions import Refusal

from ..tools import ledger
from .loyalty_program import MEMBER

FEW_LOTS = 20  # as many as most bookings need


class LoyaltyCard(models.Model):
    """The ledger of a card: the only way in which its points change."""

    _inherit = "loyalty.card"

    mcrm_debt = fields.Float(
        "Owed",
        digits=(16, 2),
        readonly=True,
        copy=False,
        help="Points of refunded purchases that were already spent. The next points pay for them.",
    )

    _mcrm_debt_is_alone = models.Constraint(
        "CHECK (COALESCE(mcrm_debt, 0) = 0 OR (mcrm_debt > 0 AND points = 0))",
        "Points pay a debt before they add to a balance.",
    )

    def _mcrm_book(self, moves, now, key, description, order=None, cut=False, details=None):
        """Change the balance and write the ledger beside it, once per key. Points past their day end on the way.

        :param list moves: ledger.Move, in the order in which they happen; none to let points end only
        :param datetime now: naive UTC
        :param str key: what is booked; each row gets this and its kind as its unique key
        :param str description: what the member reads
        :param order: the pos.order that causes it
        :param bool cut: book what the balance allows instead of refusing
        :param dict details: more values of the rows
        :return: the ledger rows (loyalty.history), none when the key was already booked or nothing moved
        :raise Refusal: points_insufficient
        """
        self.ensure_one()
        self._mcrm_lock()  # before anything that would be done in vain
        if self._mcrm_is_booked(key):
            return self.env["loyalty.history"]
        # sudo: what a program says does not depend on who books
        program_sudo = self.sudo().program_id
        today = program_sudo._mcrm_today(now)
        moves = [self._mcrm_dated(move, today) for move in moves]
        booking = self._mcrm_add(moves, now, today) or self._mcrm_move(moves, now, today, cut)
        rows = self.env["loyalty.history"]._mcrm_append(
            booking.rows, self._mcrm_entry_vals(now, description, order) | (details or {}), key
        )
        self.invalidate_recordset(["points", "mcrm_debt", "history_ids"], flush=False)
        return rows

    def _mcrm_is_booked(self, key):
        """:return: whether something was booked under a key (bool)"""
        keys = [f"{key}:{kind}" for kind in ledger.KINDS]
        self.env.cr.execute(SQL("SELECT 1 FROM loyalty_history WHERE mcrm_key = ANY(%s) LIMIT 1", keys))
        return bool(self.env.cr.fetchone())

    def _mcrm_dated(self, move, today):
        """Points of members end when their program says, if nobody says otherwise."""
        if not move.issued or move.restore or move.expires_on != ledger.BY_PROGRAM:
            return move
        # sudo: as above
        program_sudo = self.sudo().program_id
        return move._replace(expires_on=program_sudo._mcrm_last_day(today) if self.mcrm_role == MEMBER else None)

    def _mcrm_add(self, moves, now, today):
        """Points that only come in need no look at what is there: of two at once the second adds to the first.

        :return: the booking, None when there is more to do
        """
        if not moves or not all(move.only_adds(today) for move in moves):
            return None
        issued = sum(move.issued for move in moves)
        self.flush_recordset(["points", "mcrm_debt"])
        self.env.cr.execute(
            SQL(
                """UPDATE loyalty_card
                      SET points = round((points + %(issued)s)::numeric, 2), write_date = %(now)s, write_uid = %(uid)s
                    WHERE id = %(id)s AND COALESCE(mcrm_debt, 0) = 0
                RETURNING points""",
                issued=issued,
                now=now,
                uid=self.env.uid,
                id=self.id,
            )
        )
        moved = self.env.cr.fetchone()
        if not moved:
            return None
        booking = ledger.Booking(moved[0] - issued, 0, (), today)
        booking.book(moves)
        return booking

    def _mcrm_move(self, moves, now, today, cut):
        """Lock the card, then decide: of two at once the second waits and is run again."""
        booking = self._mcrm_locked(moves, today)
        try:
            booking.book(moves, cut)
        except ledger.Shortage as shortage:
            raise self._mcrm_points_insufficient(shortage.needed, shortage.available) from shortage
        self.env["loyalty.history"]._mcrm_set_remainders(booking.remainders)
        if booking.rows:
            self.env.cr.execute(
                SQL(
                    """UPDATE loyalty_card SET points = %s, mcrm_debt = %s, write_date = %s, write_uid = %s
                        WHERE id = %s""",
                    booking.balance,
                    booking.debt,
                    now,
                    self.env.uid,
                    self.id,
                )
            )
        return booking

    def _mcrm_lock(self):
        """Keep others from cards until this transaction ends; always in the same order, so that nobody waits for
        one another."""
        self.env.cr.execute(
            SQL("SELECT id FROM loyalty_card WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE", self.ids),
            log_exceptions=False,  # that somebody else was quicker is no error
        )

    def _mcrm_locked(self, moves, today):
        """:return: an empty booking on what the card holds; nobody changes it before this transaction ends"""
        self.flush_recordset(["points", "mcrm_debt"])
        self.env.cr.execute(
            SQL("SELECT points, COALESCE(mcrm_debt, 0) FROM loyalty_card WHERE id = %s FOR NO KEY UPDATE", self.id)
        )
        balance, debt = self.env.cr.fetchone()
        return ledger.Booking(balance, debt, self._mcrm_lots(moves, today), today)

    def _mcrm_lots(self, moves, today):
        """:return: the lots that moves can touch (list of ledger.Lot): some members have thousands, and few are used"""
        lots = self._mcrm_read_lots(SQL("mcrm_remainder > 0"), limit=FEW_LOTS)
        there = sum(lot.remainder for lot in lots if not lot.is_due(today))
        if len(lots) == FEW_LOTS and (lots[-1].is_due(today) or there < sum(move.used for move in moves)):
            lots = self._mcrm_read_lots(SQL("mcrm_remainder > 0"))
        if named := {lot_id for move in moves for lot_id in move.lot_ids} - {lot.id for lot in lots}:
            lots += self._mcrm_read_lots(SQL("id = ANY(%s)", list(named)))
        return lots

    def _mcrm_read_lots(self, condition, limit=None):
        self.env.cr.execute(
            SQL(
                """SELECT id, mcrm_remainder, mcrm_expires_on FROM loyalty_history
                    WHERE card_id = %s AND %s ORDER BY mcrm_expires_on, id LIMIT %s""",
                self.id,
                condition,
                limit,
            )
        )
        return [ledger.Lot(*lot) for lot in self.env.cr.fetchall()]

    def _mcrm_points_insufficient(self, needed, available=None):
        message = self.env._(
            "Not enough points: %(needed)g are needed, %(balance)g are there.",
            needed=needed,
            balance=sum(self.mapped("points")) if available is None else available,
        )
        return Refusal("points_insufficient", message)

    def _mcrm_entry_vals(self, now, description, order):
        """:return: what all rows of one booking have in common (dict)"""
        return {
            "card_id": self.id,
            "mcrm_partner_id": self.partner_id.id or None,
            "mcrm_at": now,
            "description": description,
            "order_model": order._name if order else None,
            "order_id": order.id if order else None,
        }
