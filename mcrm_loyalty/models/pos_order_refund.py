from odoo import models

from ..tools.ledger import EARN, SPEND
from . import mcrm_conflict
from .loyalty_program import MEMBER


class PosOrder(models.Model):
    """Refunds: lines that come back undo what their sale booked, for whoever it was booked."""

    _inherit = "pos.order"

    def _mcrm_undone(self):
        """:return: rows of the sales that this order refunds (loyalty.history), by sale and card (dict)"""
        sales = self.lines.refunded_orderline_id.order_id
        if self.source != "pos" or not sales:
            return {}
        rows = sales._mcrm_ledger().filtered(lambda row: row.mcrm_kind in (EARN, SPEND)).sorted("id")
        return rows.grouped(lambda row: (self.browse(row.order_id), row._mcrm_card_now()))

    def _mcrm_settle_refunds(self, undone, now):
        for (sale, card), rows in sorted(undone.items(), key=lambda item: [record.id for record in item[0]]):
            if card.mcrm_role == MEMBER:
                self._mcrm_undo_points(sale, card, rows, now)
            else:
                self._mcrm_undo_voucher(sale, card, rows, now)

    def _mcrm_undo_points(self, sale, card, rows, now):
        """What was spent comes back first, so that it can pay for what was earned."""
        moves = []
        for row in rows.filtered("used"):
            moves += row._mcrm_give_back(sale._mcrm_redeemed_share(card))
        for row in rows.filtered("issued"):
            moves += row._mcrm_take_back(sale._mcrm_refunded_share(card.program_id))
        entries = self._mcrm_book_refund(sale, card, moves, now)
        card._mcrm_review_tier(now)
        owed = sum(entry.mcrm_debt for entry in entries if entry.mcrm_debt > 0)
        if owed:
            sentence = self.env._(
                "%(points)g points of the refunded purchase were already spent. The member's next points pay for them.",
                points=owed,
            )
            worth = owed * card.program_id.mcrm_point_value
            self._mcrm_file(mcrm_conflict.REFUND_DEBT, now, card=card, points=owed, amount=worth, description=sentence)

    def _mcrm_undo_voucher(self, sale, card, rows, now):
        """A voucher comes back whole, once all it gave came back."""
        share = sale._mcrm_redeemed_share(card)
        if share == 1 and card._mcrm_unuse(sale):
            self._mcrm_book_refund(sale, card, [move for row in rows for move in row._mcrm_give_back(share)], now)

    def _mcrm_book_refund(self, sale, card, moves, now):
        key = f"refund:{self.uuid or self.id}:{sale.id}:{card.id}"
        title = self.env._("Refund of %(purchase)s", purchase=sale._mcrm_title())
        return card._mcrm_book(moves, now, key, title, order=self) if moves else self.env["loyalty.history"]

    def _mcrm_refunded_share(self, program):
        """:return: the part, by value, of what earned points of a program that came back so far (float)"""
        lines = self.lines._mcrm_counting(program)
        earning = lines._mcrm_earning(program)
        return (earning or lines)._mcrm_share_back()  # the rules may have changed since

    def _mcrm_redeemed_share(self, card):
        """:return: the part of the rewards paid with a card that came back so far (float)"""
        return self._mcrm_reward_lines(card)._mcrm_share_back(weigh_rewards=True)
