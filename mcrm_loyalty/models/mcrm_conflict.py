import logging

import psycopg2.errors

from odoo import api, fields, models
from odoo.exceptions import AccessError, ConcurrencyError, UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ..tools.ledger import ADJUST, Move

_logger = logging.getLogger(__name__)

VOUCHER_GONE, VOUCHER_OTHER_MEMBER = "voucher_gone", "voucher_other_member"
BALANCE_GONE, CARD_MISSING = "balance_gone", "card_missing"
REFUND_DEBT, FAILURE = "refund_debt", "failure"
OPEN, RESOLVED = "open", "resolved"
GOODWILL = "goodwill"  # a reason of adjustments
BY_HAND = {"note"}  # what a manager may write; the rest says what happened


class McrmConflict(models.Model):
    """What a sale gave away, or a refund gave back, that the ledger could not honour. The sale stands; a manager
    looks at it. Filed with the settlement, in its transaction."""

    _name = "mcrm.conflict"
    _description = "Loyalty Conflict"
    _inherit = ("mail.thread", "mail.activity.mixin")
    _order = "state, id desc"
    _check_company_auto = True

    order_id = fields.Many2one("pos.order", required=True, readonly=True, ondelete="cascade")
    card_id = fields.Many2one("loyalty.card", readonly=True, index="btree_not_null")
    kind = fields.Selection(
        [
            (VOUCHER_GONE, "Voucher no longer there"),
            (VOUCHER_OTHER_MEMBER, "Voucher of another member"),
            (BALANCE_GONE, "Points no longer there"),
            (CARD_MISSING, "Reward without a card"),
            (REFUND_DEBT, "Points of a refund already spent"),
            (FAILURE, "Could not be booked"),
        ],
        required=True,
        readonly=True,
    )
    description = fields.Text("What Happened", readonly=True)
    partner_id = fields.Many2one("res.partner", "Member", readonly=True, index="btree_not_null")
    config_id = fields.Many2one(related="order_id.config_id", store=True, string="Till")
    user_id = fields.Many2one(related="order_id.user_id", store=True, string="Cashier")
    company_id = fields.Many2one(related="order_id.company_id", store=True)
    currency_id = fields.Many2one(related="order_id.currency_id")
    points = fields.Float(digits=(16, 2), readonly=True, help="Points the guest used that were no longer there.")
    amount = fields.Monetary(readonly=True, help="What the guest saved by it.")
    filed_at = fields.Datetime("When", required=True, readonly=True)
    state = fields.Selection([(OPEN, "Open"), (RESOLVED, "Resolved")], required=True, default=OPEN, readonly=True)
    note = fields.Text(help="What was found and done about it.")
    resolved_by_id = fields.Many2one("res.users", readonly=True)
    resolved_at = fields.Datetime("Resolved on", readonly=True)

    _filed_once = models.UniqueIndex("(order_id, COALESCE(card_id, 0), kind)", "This conflict is already filed.")
    _open_index = models.Index("(company_id) WHERE state = 'open'")

    @api.depends("kind", "order_id.pos_reference")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for conflict in self:
            number = conflict.order_id.pos_reference or conflict.order_id.name
            conflict.display_name = f"{kinds.get(conflict.kind)} · {number}"

    def write(self, vals):
        touched = {name for name in vals if not name.startswith(("message_", "activity_"))}
        if not self.env.su and touched - BY_HAND:
            raise AccessError(self.env._("What happened cannot be changed. Write a note and resolve the conflict."))
        return super().write(vals)

    # Filing

    @api.model
    def _mcrm_file(self, order, kind, now, card=None, points=0.0, amount=0.0, description=""):
        """Put something in front of the manager, once for each order, card and kind.

        :param order: the paid order (pos.order)
        :param str kind: see the field
        :param datetime now: naive UTC
        :param card: the card it is about (loyalty.card), if any
        :param float points: points without cover
        :param float amount: what was given away for them, in the order's currency
        :param str description: one sentence for the manager
        :return: the conflict (mcrm.conflict) as superuser, the earlier one when it was filed before
        :raise ConcurrencyError: when another transaction filed the same meanwhile; Odoo runs this one again
        """
        card = card or self.env["loyalty.card"]
        # sudo: a cashier's sale files it, only managers see it
        conflicts_sudo = self.sudo().with_context(tracking_disable=True)
        same = [("order_id", "=", order.id), ("card_id", "=", card.id), ("kind", "=", kind)]
        if filed := conflicts_sudo.search(same, limit=1):
            return filed
        try:
            conflict = conflicts_sudo.create(
                {
                    "order_id": order.id,
                    "card_id": card.id,
                    "kind": kind,
                    "partner_id": (card.partner_id or order.partner_id).id,
                    "points": points,
                    "amount": order.currency_id.round(amount),
                    "description": description,
                    "filed_at": now,
                }
            )
        except psycopg2.errors.UniqueViolation as error:
            raise ConcurrencyError("a conflict was filed meanwhile") from error
        conflict._mcrm_call_manager()
        return conflict

    def _mcrm_call_manager(self):
        """The activity is a courtesy: without it the conflict is still on the list."""
        user = self._mcrm_manager()
        if not user:
            return
        try:
            with self.env.cr.savepoint():
                # Quietly: a mail would be sent while the guest waits
                quiet = self.with_context(mail_activity_quick_update=True)
                quiet.activity_schedule("mail.mail_activity_data_todo", user_id=user.id, summary=self.display_name)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception:
            _logger.exception("no activity could be made for conflict %s", self.id)

    def _mcrm_manager(self):
        """:return: who looks at it (res.users): the one whom the company named, else the manager who opened the
        session, else the company's first manager; may be empty"""
        named = self.company_id.mcrm_loyalty_user_id
        session_user = self.order_id.session_id.user_id
        return (named | session_user).filtered(self._mcrm_is_manager)[:1] or self._mcrm_first_manager()

    def _mcrm_is_manager(self, user):
        return user.active and self.company_id in user.company_ids and user.has_group("mcrm_member.group_manager")

    def _mcrm_first_manager(self):
        group = self.env.ref("mcrm_member.group_manager")
        domain = [("all_group_ids", "in", group.ids), ("company_ids", "in", self.company_id.ids)]
        return self.env["res.users"].search(domain, order="id", limit=1)

    # Resolving

    def action_mcrm_resolve(self):
        """Close conflicts; the note says what was done (button)."""
        self._mcrm_check_manager()
        self.filtered(lambda conflict: conflict.state == OPEN)._mcrm_resolve(self.env.user, fields.Datetime.now())

    def action_mcrm_book_again(self):
        """Settle once more an order that could not be booked (button)."""
        self.ensure_one()
        self._mcrm_check_manager()
        # sudo: managers cannot write points either; only what the order says is booked, and once
        order_sudo = self.order_id.sudo()
        now = fields.Datetime.now()
        try:
            with self.env.cr.savepoint():
                order_sudo.with_company(order_sudo.company_id)._mcrm_settle(now)
        except (ConcurrencyError, *PG_CONCURRENCY_EXCEPTIONS_TO_RETRY):
            raise
        except Exception as error:
            _logger.info("order %s still cannot be booked", order_sudo.uuid, exc_info=True)
            message = self.env._("It still cannot be booked. Pass this on to your support: %(error)s", error=error)
            raise UserError(message) from error
        self._mcrm_resolve(self.env.user, now)

    def action_mcrm_waive(self):
        """Let a member off the points that a refund could not take back (button)."""
        self.ensure_one()
        self._mcrm_check_manager()
        now = fields.Datetime.now()
        if self.kind == REFUND_DEBT and self.state == OPEN:
            self._mcrm_waive(self.env.user, now)
            self._mcrm_resolve(self.env.user, now)

    def _mcrm_waive(self, user, now):
        # sudo: nobody writes debts; the action has checked who asks
        card_sudo = self.card_id.sudo()
        card_sudo._mcrm_lock()
        card_sudo.invalidate_recordset(["mcrm_debt"])
        owed = min(self.points, card_sudo.mcrm_debt)  # the rest was paid with points meanwhile
        if owed:
            details = {"mcrm_reason": GOODWILL, "mcrm_explanation": self.display_name, "mcrm_author_id": user.id}
            waived = Move(ADJUST, forgives=owed)
            card_sudo._mcrm_book([waived], now, f"waive:{self.id}", self.env._("Debt waived"), details=details)

    def _mcrm_check_manager(self):
        if not self.env.user.has_group("mcrm_member.group_manager"):
            raise AccessError(self.env._("Only a manager can resolve conflicts."))
        self.check_access("write")

    def _mcrm_resolve(self, user, now):
        # sudo: the state is ours to write; the action has checked who asks
        self.sudo().write({"state": RESOLVED, "resolved_by_id": user.id, "resolved_at": now})
        for conflict in self:
            conflict.activity_feedback(["mail.mail_activity_data_todo"], feedback=conflict.note or None)
