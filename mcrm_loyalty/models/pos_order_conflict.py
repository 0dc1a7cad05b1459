import logging

from odoo import models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from . import mcrm_conflict
from .loyalty_program import MEMBER

_logger = logging.getLogger(__name__)


class PosOrder(models.Model):
    """What settlement could not honour, said to the manager."""

    _inherit = "pos.order"

    def _mcrm_file(self, kind, now, **facts):
        return self.env["mcrm.conflict"]._mcrm_file(self, kind, now, **facts)

    def _mcrm_file_shortfall(self, card, missing, wanted, now):
        """Points were spent that were not there.

        :param card: the member's card (loyalty.card)
        :param float missing: points without cover
        :param float wanted: points that the order's rewards cost
        :param datetime now: naive UTC
        """
        lines = self._mcrm_reward_lines(card)
        self._mcrm_file(
            mcrm_conflict.BALANCE_GONE,
            now,
            card=card,
            points=missing,
            amount=lines._mcrm_given_away() * missing / wanted,
            description=self.env._("%(points)g points were spent that were no longer there.", points=missing),
        )

    def _mcrm_file_voucher(self, kind, card, now):
        """A voucher was used that was gone, or that is somebody else's.

        :param str kind: a kind of mcrm.conflict
        :param card: the voucher (loyalty.card)
        :param datetime now: naive UTC
        """
        if kind == mcrm_conflict.VOUCHER_GONE:
            sentence = self.env._("The voucher “%(title)s” was used that was no longer there.", title=card.mcrm_title)
        else:
            sentence = self.env._("The voucher “%(title)s” belongs to another member.", title=card.mcrm_title)
        lines = self._mcrm_reward_lines(card)
        self._mcrm_file(
            kind,
            now,
            card=card,
            points=lines._mcrm_uncovered_points(),
            amount=lines._mcrm_given_away(),
            description=sentence,
        )

    def _mcrm_file_missing(self, lines, now):
        """Rewards were given without any card to pay for them.

        :param lines: the rewards' lines (pos.order.line)
        :param datetime now: naive UTC
        """
        self._mcrm_file(
            mcrm_conflict.CARD_MISSING,
            now,
            points=lines._mcrm_uncovered_points(),
            amount=lines._mcrm_given_away(),
            description=self.env._(
                "“%(reward)s” was given without a card.", reward=", ".join(lines.reward_id.mapped("description"))
            ),
        )

    def _mcrm_file_failure(self, now):
        """Nothing of the order could be booked. Not even this may undo the sale.

        :param datetime now: naive UTC
        """
        sentence = self.env._("Points and vouchers could not be booked. Correct the cause, then press Book Again.")
        try:
            with self.env.cr.savepoint():
                self._mcrm_file(mcrm_conflict.FAILURE, now, description=sentence)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception:
            self.env.cr.clear()
            _logger.exception("order %s could not be put on the list of conflicts", self.uuid)

    def _mcrm_reward_lines(self, card):
        """:return: the lines that redeem a card (pos.order.line): a voucher's own, the member's of the program"""
        uses = self.lines.browse().union(*self.lines._mcrm_redemptions())
        of_program = uses.filtered(lambda line: line.reward_id.program_id == card.program_id)
        if card.mcrm_role == MEMBER:
            return of_program
        return of_program.filtered(lambda line: line.coupon_id == card)
