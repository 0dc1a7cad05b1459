import logging

from odoo import fields, models
from odoo.exceptions import ConcurrencyError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ..tools import ledger, points
from . import mcrm_conflict
from .loyalty_program import MEMBER
from .pos_order import SERVER_FIELDS

_logger = logging.getLogger(__name__)

PROGRAM_FIELDS = ("company_id", "mcrm_role", "mcrm_whole_points", "mcrm_tier_window")  # that settlement asks for
FROM_TILL = "pos"  # self-orders come from anybody's phone: they earn, but spend nothing


class PosOrder(models.Model):
    """Settlement: what a paid order does to points and vouchers."""

    _inherit = "pos.order"

    def action_pos_order_paid(self):
        result = super().action_pos_order_paid()
        self._mcrm_settle_loyalty(fields.Datetime.now())
        return result

    def _mcrm_settle_loyalty(self, now):
        """Book points and vouchers of paid orders, each once, in the transaction that pays them.

        The sale has happened, so this never refuses: what cannot be honoured becomes a conflict for the manager.

        :param datetime now: naive UTC
        :raise ConcurrencyError: when another transaction booked the same meanwhile; Odoo runs this one again
        """
        self.env.flush_all()  # what fails here is not ours to catch
        # sudo: cashiers cannot write points; everything is computed from what the server knows
        for order_sudo in self.sudo():
            try:
                with self.env.cr.savepoint(flush=False):
                    order_sudo.with_company(order_sudo.company_id)._mcrm_settle(now)
                    self.env.flush_all()
            except (ConcurrencyError, *PG_CONCURRENCY_EXCEPTIONS_TO_RETRY):
                raise
            except Exception:  # the guest has paid: nothing may undo the sale
                self.env.cr.clear()
                _logger.exception("points of order %s could not be settled", order_sudo.uuid)
                order_sudo._mcrm_file_failure(now)
        self.invalidate_recordset(SERVER_FIELDS, flush=False)  # computed before, when nothing was settled

    def _mcrm_settle(self, now):
        self._mcrm_wait_for_cards(self.partner_id.id, self.lines.coupon_id.ids)
        moves, undone = self._mcrm_moves(now), self._mcrm_undone()
        if undone:
            self.env["loyalty.card"].union(*moves, *(card for _sale, card in undone))._mcrm_lock()
            self._mcrm_settle_refunds(undone, now)
        for card in sorted(moves, key=lambda card: card.id):
            if card.mcrm_role == MEMBER:
                self._mcrm_settle_member(card, moves[card], now)
            else:
                self._mcrm_settle_voucher(card, now)

    def _mcrm_moves(self, now):
        """:return: what the order wants of each card: moves by card (dict)"""
        moves = {}
        for card, earned in self._mcrm_earned(now):
            moves.setdefault(card, []).append(earned)
        if self.source == FROM_TILL:
            for card, cost in self._mcrm_spent(moves, now):
                moves.setdefault(card, []).append(ledger.Move(ledger.SPEND, used=cost))
        return moves

    def _mcrm_earned(self, now):
        """:return: (card, move) of each member program in which the order earns (list)"""
        if not self.partner_id:
            return []
        digits = self.env["decimal.precision"].precision_get("Product Price")
        earned = []
        for program in self._mcrm_member_programs(now).filtered(lambda program: program._mcrm_earns(self)):
            lines = self.lines._mcrm_counting(program)._mcrm_sold_lines()
            accrued = points.accrued(program._mcrm_accrual_rules(), lines, program.id, digits)
            if points.earned(accrued, whole=program.mcrm_whole_points).points:
                card = program._mcrm_card_of(self.partner_id)
                amount, base = points.earned(accrued, card._mcrm_multiplier(), program.mcrm_whole_points)
                earned.append((card, ledger.Move(ledger.EARN, issued=amount, qualifying=base)))
        return earned

    def _mcrm_member_programs(self, now):
        """:return: the member programs that hold for this order (loyalty.program)"""
        day = self.company_id._mcrm_today(min(now, max(self.date_order, self.session_id.start_at or now)))
        programs = self.env["loyalty.program"]
        windows = programs._mcrm_member_windows(self.company_id, self.config_id, self.currency_id, self.pricelist_id)
        open_ids = [number for number, first, last in windows if (first or day) <= day <= (last or day)]
        programs = programs.browse(open_ids)
        programs.fetch(PROGRAM_FIELDS)
        return programs

    def _mcrm_spent(self, moves, now):
        """:return: (card, points) the reward lines cost, one pair per card (list)"""
        spent, uncovered = {}, self.lines.browse()
        for lines in self.lines._mcrm_redemptions():
            card = self._mcrm_redeemed_card(lines)
            if not card:
                uncovered |= lines
                continue
            earned = sum(move.issued for move in moves.get(card, []))
            available = card.points + earned - spent.get(card, 0)
            spent[card] = spent.get(card, 0) + lines._mcrm_reward_cost(available)
        if uncovered:
            self._mcrm_file_missing(uncovered, now)
        return list(spent.items())

    def _mcrm_redeemed_card(self, lines):
        """Points come from the guest's own card, whatever the till names; a voucher is the one on the line."""
        program, partner = lines.reward_id.program_id, self.partner_id
        named = lines.coupon_id.filtered(lambda card: card.program_id == program)
        if program.mcrm_role != MEMBER:
            return named
        return program._mcrm_find_card(partner) if partner else named.browse()

    def _mcrm_settle_member(self, card, moves, now):
        key = self._mcrm_settlement_key(card)
        if card._mcrm_book(moves, now, key, self._mcrm_title(), order=self, cut=True):
            card._mcrm_review_tier(now)
        wanted = sum(move.used for move in moves)
        missing = points.round_points(wanted - self._mcrm_spent_on(key)) if wanted else 0
        if missing > 0:
            self._mcrm_file_shortfall(card, missing, wanted, now)

    def _mcrm_spent_on(self, key):
        """:return: the points that were spent under a key (float), by this settlement or by an earlier one"""
        return sum(self.env["loyalty.history"].search([("mcrm_key", "=", f"{key}:{ledger.SPEND}")]).mapped("used"))

    def _mcrm_settle_voucher(self, card, now):
        key = self._mcrm_settlement_key(card)
        if card._mcrm_is_booked(key):
            return
        if not card._mcrm_consume(self, now):
            self._mcrm_file_voucher(mcrm_conflict.VOUCHER_GONE, card, now)
            return
        # A voucher is used up whole, whatever the reward costs
        card._mcrm_book([ledger.Move(ledger.SPEND, used=card.points)], now, key, self._mcrm_title(), order=self)
        if card.partner_id and self.partner_id not in (card.partner_id, card.partner_id.browse()):
            self._mcrm_file_voucher(mcrm_conflict.VOUCHER_OTHER_MEMBER, card, now)

    def _mcrm_settlement_key(self, card):
        return f"pos:{self.uuid or self.id}:{card.id}"

    def _mcrm_title(self):
        """:return: what the ledger says about this order (str)"""
        return self.env._("Purchase %(number)s", number=self.pos_reference or self.name)
