from datetime import date
from typing import NamedTuple

from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.mcrm_member.exceptions import Refusal

from ..tools import expiry, ledger
from .loyalty_program import MEMBER

FEW_LOTS = 20  # as many as most bookings need


class Account(NamedTuple):
    """What booking on a card has to know."""

    balance: float
    debt: float
    partner_id: int | None
    role: str | None
    company_id: int
    expiry: str | None
    expiry_months: int | None
    is_booked: bool  # its key, already
    lots: list[ledger.Lot]

    def dated(self, move: ledger.Move, today: date) -> ledger.Move:
        """Points of members end when their program says, if nobody says otherwise."""
        if not move.issued or move.restore or move.expires_on != ledger.BY_PROGRAM:
            return move
        ends = expiry.last_day(self.expiry, self.expiry_months, today) if self.role == MEMBER else None
        return move._replace(expires_on=ends)


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
        account = self._mcrm_account(moves, key)
        if account.is_booked:
            return self.env["loyalty.history"]
        today = self.env["res.company"].browse(account.company_id)._mcrm_today(now)
        booking = ledger.Booking(account.balance, account.debt, self._mcrm_lots(account.lots, moves, today), today)
        try:
            booking.book([account.dated(move, today) for move in moves], cut)
        except ledger.Shortage as shortage:
            raise self._mcrm_points_insufficient(shortage.needed, shortage.available) from shortage
        common = self._mcrm_entry_vals(now, description, order, account.partner_id) | (details or {})
        rows = self.env["loyalty.history"]._mcrm_append(
            booking.rows, common, key, self._mcrm_changes(booking, now) if booking.rows else ()
        )
        self.invalidate_recordset(["points", "mcrm_debt", "history_ids"], flush=False)
        self.env["loyalty.history"].browse(booking.remainders).invalidate_recordset(["mcrm_remainder"], flush=False)
        return rows

    def _mcrm_account(self, moves, key):
        """Lock the card and read all that booking on it asks for, in one statement: a guest waits at the till.

        Of two at once the second waits, and is run again.

        :return: Account
        """
        self._mcrm_flush_account()
        looks_at_lots = not (moves and all(move.only_adds for move in moves))
        self.env.cr.execute(
            SQL(
                """SELECT card.points, COALESCE(card.mcrm_debt, 0), card.partner_id, card.mcrm_role,
                          COALESCE(program.company_id, %(company)s), program.mcrm_expiry, program.mcrm_expiry_months,
                          EXISTS(SELECT FROM loyalty_history WHERE mcrm_key = ANY(%(keys)s)),
                          lot.id, lot.mcrm_remainder, lot.mcrm_expires_on
                     FROM loyalty_card card
                     JOIN loyalty_program program ON program.id = card.program_id
                LEFT JOIN LATERAL (SELECT id, mcrm_remainder, mcrm_expires_on FROM loyalty_history
                                    WHERE card_id = card.id AND mcrm_remainder > 0 AND (%(look)s OR card.mcrm_debt > 0)
                                 ORDER BY mcrm_expires_on, id LIMIT %(few)s) lot ON TRUE
                    WHERE card.id = %(card)s
                    ORDER BY lot.mcrm_expires_on, lot.id
                      FOR NO KEY UPDATE OF card""",
                company=self.env.company.id,
                keys=ledger.keys(key),
                look=looks_at_lots,
                few=FEW_LOTS,
                card=self.id,
            ),
            log_exceptions=False,  # that somebody else was quicker is no error
        )
        found = self.env.cr.fetchall()
        return Account(*found[0][:-3], [ledger.Lot(*row[-3:]) for row in found if row[-3]])

    def _mcrm_flush_account(self):
        self.flush_recordset(["points", "mcrm_debt", "partner_id"])
        self.env["loyalty.program"].flush_model(["company_id", "mcrm_expiry", "mcrm_expiry_months"])

    def _mcrm_changes(self, booking, now):
        """:return: what the ledger rows change beside them (list of SQL)"""
        changes = [
            SQL(
                "UPDATE loyalty_card SET points = %s, mcrm_debt = %s, write_date = %s, write_uid = %s WHERE id = %s",
                booking.balance,
                booking.debt,
                now,
                self.env.uid,
                self.id,
            )
        ]
        if remainders := booking.remainders:
            changes.append(
                SQL(
                    """UPDATE loyalty_history lot SET mcrm_remainder = left_over.points
                         FROM unnest(%s::int[], %s::numeric[]) left_over (id, points) WHERE lot.id = left_over.id""",
                    list(remainders),
                    list(remainders.values()),
                )
            )
        return changes

    def _mcrm_is_booked(self, key):
        """:return: whether something was booked under a key (bool)"""
        self.env.cr.execute(SQL("SELECT 1 FROM loyalty_history WHERE mcrm_key = ANY(%s) LIMIT 1", ledger.keys(key)))
        return bool(self.env.cr.fetchone())

    def _mcrm_lock(self):
        """Keep others from cards until this transaction ends; always in the same order, so that nobody waits for
        one another."""
        self.env.cr.execute(
            SQL("SELECT id FROM loyalty_card WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE", self.ids),
            log_exceptions=False,  # that somebody else was quicker is no error
        )

    def _mcrm_lots(self, lots, moves, today):
        """:return: the lots that moves can touch (list of ledger.Lot): some members have thousands, and few are used"""
        there = sum(lot.remainder for lot in lots if not lot.is_due(today))
        if len(lots) == FEW_LOTS and (lots[-1].is_due(today) or there < sum(move.used for move in moves)):
            lots = self._mcrm_read_lots(SQL("mcrm_remainder > 0"))
        if named := {lot_id for move in moves for lot_id in move.lot_ids} - {lot.id for lot in lots}:
            lots += self._mcrm_read_lots(SQL("id = ANY(%s)", list(named)))
        return lots

    def _mcrm_read_lots(self, condition):
        self.env.cr.execute(
            SQL(
                """SELECT id, mcrm_remainder, mcrm_expires_on FROM loyalty_history
                    WHERE card_id = %s AND %s ORDER BY mcrm_expires_on, id""",
                self.id,
                condition,
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

    def _mcrm_entry_vals(self, now, description, order, partner_id):
        """:return: what all rows of one booking have in common (dict)"""
        return {
            "card_id": self.id,
            "mcrm_partner_id": partner_id or None,
            "mcrm_at": now,
            "description": description,
            "order_model": order._name if order else None,
            "order_id": order.id if order else None,
        }
