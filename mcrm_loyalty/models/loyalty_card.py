import secrets

import psycopg2.errors

from odoo import api, fields, models
from odoo.exceptions import AccessError, ConcurrencyError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.mcrm_member.tools import qr_token

from ..tools import ledger
from ..tools.voucher_code import CODE_BYTES, voucher_code
from .loyalty_program import VOUCHER_ROLES

VOUCHER_PREFIX = "V1"
AVAILABLE, HELD, USED, EXPIRED, CANCELLED = "available", "held", "used", "expired", "cancelled"
MANAGER_FIELDS = {"expiration_date", "active"}  # what a manager may change on a member's card by hand


class LoyaltyCard(models.Model):
    _inherit = "loyalty.card"

    mcrm_role = fields.Selection(related="program_id.mcrm_role", store=True, precompute=True, string="Role")
    mcrm_state = fields.Selection(
        [
            (AVAILABLE, "Available"),
            (HELD, "In use"),
            (USED, "Used"),
            (EXPIRED, "Expired"),
            (CANCELLED, "Cancelled"),
        ],
        "State",
        readonly=True,
        copy=False,
    )
    mcrm_used_at = fields.Datetime("Used On", readonly=True, copy=False)
    mcrm_used_order_id = fields.Many2one("pos.order", "Used In", readonly=True, copy=False, index="btree_not_null")
    mcrm_request = fields.Char("Request Key", readonly=True, copy=False)
    mcrm_number = fields.Integer("Number for this Member", readonly=True, copy=False, aggregator=None)
    mcrm_title = fields.Char(compute="_compute_mcrm_title", string="Offer")

    _mcrm_points_not_negative = models.Constraint(
        "CHECK (mcrm_role IS NULL OR (points IS NOT NULL AND points >= 0))", "A balance cannot be below zero."
    )
    # Archived cards do not count: merging two contacts archives one of their cards
    _mcrm_one_member_card = models.UniqueIndex(
        "(program_id, partner_id) WHERE mcrm_role = 'member' AND active", "This member already has a card."
    )
    _mcrm_request_unique = models.UniqueIndex(
        "(program_id, partner_id, mcrm_request) WHERE mcrm_request IS NOT NULL", "This voucher was already given."
    )
    _mcrm_number_unique = models.UniqueIndex(
        "(program_id, partner_id, mcrm_number) WHERE mcrm_number > 0", "This voucher was already given."
    )

    @api.depends("program_id.mcrm_title", "program_id.name")
    def _compute_mcrm_title(self):
        for card in self:
            card.mcrm_title = card.program_id.mcrm_title or card.program_id.name

    @api.depends("mcrm_role")
    def _compute_display_name(self):
        """A voucher's code is as good as the voucher: lists and messages show the offer instead."""
        ours = self.filtered("mcrm_role")
        for card in ours:
            card.display_name = card.mcrm_title
        return super(LoyaltyCard, self - ours)._compute_display_name()

    @api.model_create_multi
    def create(self, vals_list):
        """Cards of programs with a role start empty; points given here are booked as a gift."""
        vals_list = [dict(vals) for vals in vals_list]
        gifts = [self._mcrm_prepare_opening(vals) for vals in vals_list]
        cards = super().create(vals_list)
        for card, points in zip(cards, gifts, strict=True):
            if points:
                gift = ledger.Move(ledger.GIFT, issued=points)
                card._mcrm_book([gift], fields.Datetime.now(), f"issue:{card.id}", card.mcrm_title)
        return cards

    def write(self, vals):
        self._mcrm_check_write(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_ledger(self):
        # sudo: the ledger must be seen to be protected
        if self.sudo().filtered("mcrm_role").history_ids:
            raise UserError(self.env._("A card with a ledger cannot be deleted. Cancel or archive it instead."))

    @api.model
    def _load_pos_data_fields(self, config):
        return [*super()._load_pos_data_fields(config), "mcrm_state", "mcrm_multiplier"]

    def action_mcrm_cancel(self):
        """Take vouchers out of use (button)."""
        if not self.env.user.has_group("mcrm_member.group_manager"):
            raise AccessError(self.env._("Only a manager can cancel vouchers."))
        for card in self.filtered(lambda card: card.mcrm_role in VOUCHER_ROLES and card.mcrm_state == AVAILABLE):
            card._mcrm_cancel(fields.Datetime.now())

    # Guards

    def _mcrm_prepare_opening(self, vals):
        """:return: the points to book once the card exists (float)"""
        program_id = vals.get("program_id") or self.env.context.get("default_program_id")
        program_id = program_id or self.env.context.get("active_id")
        role = self.env["loyalty.program"].browse(program_id).sudo().mcrm_role if program_id else False
        if not role:
            return 0
        vals.setdefault("code", self._mcrm_new_code())
        vals["mcrm_state"] = AVAILABLE
        points, vals["points"] = vals.get("points", 0), 0
        return points

    def _mcrm_check_write(self, vals):
        """POS users may write cards in Odoo; on members' cards that would be writing money."""
        # sudo: the role must be known whatever the user may read
        ours = self.sudo().filtered("mcrm_role") if vals else self.browse()
        if not ours:
            return
        if "points" in vals and any(card.points != vals["points"] for card in ours):
            raise UserError(self.env._("Points of members change through the ledger only. Adjust the balance instead."))
        allowed = MANAGER_FIELDS if self.env.user.has_group("mcrm_member.group_manager") else set()
        if not self.env.su and set(vals) - allowed - {"points"}:
            raise AccessError(self.env._("Cards of members cannot be changed by hand."))

    # Opening

    @api.model
    def _mcrm_new_code(self):
        return voucher_code(secrets.token_bytes(CODE_BYTES))

    @api.model
    def _mcrm_open(self, vals):
        """Create an empty card; when another transaction has just created it, Odoo runs this one again.

        :param dict vals: values of the card
        :return: the card (loyalty.card) as superuser, without messages or mails
        :raise ConcurrencyError: when a card like it was created meanwhile
        """
        try:
            # sudo: cashiers and the API create cards through business methods only
            cards_sudo = self.sudo().with_context(loyalty_no_mail=True, tracking_disable=True)
            return cards_sudo.create(vals)
        except psycopg2.errors.UniqueViolation as error:
            raise ConcurrencyError("a card was created meanwhile") from error

    # Vouchers

    def _mcrm_consume(self, order, now):
        """Use up a voucher for an order.

        :param order: the paid order (pos.order)
        :param datetime now: naive UTC
        :return: whether it was there to be used (bool)
        """
        self.ensure_one()
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                """UPDATE loyalty_card
                      SET mcrm_state = %s, mcrm_used_at = %s, mcrm_used_order_id = %s, mcrm_hold_order = NULL,
                          mcrm_hold_config_id = NULL, mcrm_hold_user_id = NULL, mcrm_hold_since = NULL,
                          mcrm_hold_until = NULL
                    WHERE id = %s AND mcrm_state IN %s RETURNING id""",
                USED,
                now,
                order.id,
                self.id,
                (AVAILABLE, HELD),
            )
        )
        used = bool(self.env.cr.fetchone())
        self.invalidate_recordset()
        return used

    def _mcrm_unuse(self, order):
        """Make a voucher available again whose use was refunded.

        :param order: the order that used it (pos.order)
        :return: whether it was used there (bool)
        """
        self.ensure_one()
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                """UPDATE loyalty_card SET mcrm_state = %s, mcrm_used_at = NULL, mcrm_used_order_id = NULL
                    WHERE id = %s AND mcrm_state = %s AND mcrm_used_order_id = %s RETURNING id""",
                AVAILABLE,
                self.id,
                USED,
                order.id,
            )
        )
        unused = bool(self.env.cr.fetchone())
        self.invalidate_recordset(["mcrm_state", "mcrm_used_at", "mcrm_used_order_id"])
        return unused

    def _mcrm_cancel(self, now):
        self.ensure_one()
        card_sudo = self.sudo()  # managers cannot write states; the action has checked who asks
        card_sudo.write({"mcrm_state": CANCELLED})
        if card_sudo.points:
            move = ledger.Move(ledger.ADJUST, used=card_sudo.points)
            card_sudo._mcrm_book([move], now, f"cancel:{self.id}", self.env._("Cancelled"))

    def _mcrm_voucher_token(self):
        """:return: the text of the voucher's QR (str)"""
        self.ensure_one()
        company = self.company_id or self.env.company
        return qr_token.issue(VOUCHER_PREFIX, [self.code], company._mcrm_key("voucher"))

    def _mcrm_state_on(self, today):
        """:return: the state on a day (str): an available voucher past its last day is expired"""
        self.ensure_one()
        if self.mcrm_state in (AVAILABLE, HELD) and self.expiration_date and self.expiration_date < today:
            return EXPIRED
        return self.mcrm_state

    @api.model
    def _mcrm_vouchers(self, partner, company, now, state=None, limit=20, before_id=None):
        """A member's vouchers, newest first.

        :param partner: the member (res.partner)
        :param company: the café (res.company)
        :param datetime now: naive UTC
        :param str state: available, used or expired; None for all but cancelled ones
        :param int limit: how many at most, None for all
        :param int before_id: continue after this voucher
        :return: vouchers (loyalty.card) as superuser
        """
        domain = Domain(
            [
                ("partner_id", "=", partner.id),
                ("mcrm_role", "in", VOUCHER_ROLES),
                ("company_id", "in", [False, *company.parent_ids.ids]),
            ]
        )
        domain &= self._mcrm_state_domain(state, company._mcrm_today(now))
        if before_id:
            domain &= Domain("id", "<", before_id)
        # sudo: members have no access rights; the domain keeps to this member
        return self.sudo().search(domain, order="id desc", limit=limit)

    @api.model
    def _mcrm_state_domain(self, state, today):
        over = Domain("expiration_date", "<", today)
        waiting = Domain("mcrm_state", "in", (AVAILABLE, HELD))
        return {
            AVAILABLE: waiting & ~over,
            EXPIRED: (waiting & over) | Domain("mcrm_state", "=", EXPIRED),
            USED: Domain("mcrm_state", "=", USED),
        }.get(state, Domain("mcrm_state", "!=", CANCELLED))
