from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from odoo.addons.mcrm_member.exceptions import Refusal

from .loyalty_card import AVAILABLE, HELD
from .loyalty_program import MEMBER

BATCH = 1000  # overdue holds released in one statement


class LoyaltyCard(models.Model):
    """Holds: while a card is on an order of one till, no other order can take it. A hold ends with its order, and by
    itself after a while, so that nothing stays locked."""

    _inherit = "loyalty.card"

    mcrm_hold_order = fields.Char("Held by Order", readonly=True, copy=False, groups="mcrm_member.group_manager")
    mcrm_hold_config_id = fields.Many2one(
        "pos.config", "Held at", readonly=True, copy=False, index="btree_not_null", groups="mcrm_member.group_manager"
    )
    mcrm_hold_user_id = fields.Many2one(
        "res.users", "Held by", readonly=True, copy=False, groups="mcrm_member.group_manager"
    )
    mcrm_hold_since = fields.Datetime("Held Since", readonly=True, copy=False, groups="mcrm_member.group_manager")
    mcrm_hold_until = fields.Datetime("Held Until", readonly=True, copy=False, groups="mcrm_member.group_manager")

    _mcrm_hold_whole = models.Constraint(
        "CHECK ((mcrm_state IS NOT DISTINCT FROM 'held') = (mcrm_hold_order IS NOT NULL)"
        " AND (mcrm_hold_order IS NULL) = (mcrm_hold_until IS NULL))",
        "A card is held by an order and until a moment, or not at all.",
    )
    _mcrm_hold_order_index = models.Index("(mcrm_hold_order) WHERE mcrm_hold_order IS NOT NULL")
    _mcrm_hold_until_index = models.Index("(mcrm_hold_until) WHERE mcrm_hold_until IS NOT NULL")

    def _mcrm_is_held(self, now):
        """:return: whether some order has it, and not for too long already (bool)"""
        self.ensure_one()
        card_sudo = self.sudo()  # the till may know that a card is in use, only a manager where
        return card_sudo.mcrm_state == HELD and card_sudo.mcrm_hold_until > now

    def _mcrm_hold(self, order_uuid, config, now):
        """Keep a card for an order, or prolong that. One statement decides: of two tills the second is refused.

        :param str order_uuid: the order on the till's screen, which the server need not know yet
        :param config: the till (pos.config)
        :param datetime now: naive UTC
        :return: True
        :raise Refusal: voucher_held, when another order has it; voucher_not_available, when nobody can have it
        """
        self.ensure_one()
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                """UPDATE loyalty_card
                      SET mcrm_state = %(held)s, mcrm_hold_order = %(order)s, mcrm_hold_until = %(until)s,
                          mcrm_hold_config_id = %(config)s, mcrm_hold_user_id = %(user)s,
                          mcrm_hold_since = CASE mcrm_hold_order WHEN %(order)s THEN mcrm_hold_since ELSE %(now)s END
                    WHERE id = %(id)s
                      AND (mcrm_state = %(available)s
                           OR mcrm_state = %(held)s AND (mcrm_hold_order = %(order)s OR mcrm_hold_until <= %(now)s))
                      AND NOT EXISTS (SELECT FROM pos_order WHERE uuid = %(order)s AND state != 'draft')
                RETURNING id""",
                held=HELD,
                available=AVAILABLE,
                order=order_uuid,
                until=now + timedelta(minutes=config.sudo().mcrm_hold_minutes),
                config=config.id,
                user=self.env.uid,
                now=now,
                id=self.id,
            )
        )
        held = self.env.cr.fetchone()
        self._mcrm_invalidate_hold()
        if not held:
            raise self._mcrm_hold_refusal(now)
        return True

    def _mcrm_release(self, order_uuid):
        """Give cards back that an order held. Cards that another order holds stay with it.

        :param str order_uuid: the order that had them
        :return: the cards that were given back (loyalty.card)
        """
        return self._mcrm_release_where(SQL("id = ANY(%s) AND mcrm_hold_order = %s", self.ids, order_uuid))

    @api.model
    def _mcrm_release_orders(self, order_uuids, but=()):
        """Give back all that orders held.

        :param list order_uuids: str
        :param list but: ids of cards that stay held
        :return: the cards that were given back (loyalty.card)
        """
        return self._mcrm_release_where(SQL("mcrm_hold_order = ANY(%s) AND id != ALL(%s)", order_uuids, list(but)))

    @api.model
    def _mcrm_release_till(self, configs):
        """:return: the cards that were given back (loyalty.card): all that tills (pos.config) held"""
        return self._mcrm_release_where(SQL("mcrm_hold_config_id = ANY(%s)", configs.ids))

    @api.model
    def _mcrm_release_overdue(self, now, limit=BATCH):
        """Give back what was held for too long, leaving out cards that somebody works on.

        :param datetime now: naive UTC
        :param int limit: at most so many
        :return: the cards that were given back (loyalty.card)
        """
        overdue = SQL(
            """id = ANY(ARRAY(SELECT id FROM loyalty_card WHERE mcrm_hold_until <= %s
                               ORDER BY mcrm_hold_until LIMIT %s FOR NO KEY UPDATE SKIP LOCKED))""",
            now,
            limit,
        )
        return self._mcrm_release_where(overdue)

    @api.model
    def _cron_mcrm_release_overdue(self):
        """Scheduled action: give back what was held for too long."""
        now = fields.Datetime.now()
        while released := self._mcrm_release_overdue(now):
            remaining = self.sudo().search_count([("mcrm_hold_until", "<=", now)])
            if not self.env["ir.cron"]._commit_progress(len(released), remaining=remaining):
                break

    def action_mcrm_release(self):
        """Take cards back from the order that holds them (button)."""
        if not self.env.user.has_group("mcrm_member.group_manager"):
            raise AccessError(self.env._("Only a manager can release what another till holds."))
        self.check_access("read")
        self._mcrm_release_where(SQL("id = ANY(%s)", self.ids))

    def _mcrm_release_where(self, condition):
        self.env["loyalty.card"].flush_model(["mcrm_state"])
        self.env.cr.execute(
            SQL(
                """UPDATE loyalty_card
                      SET mcrm_state = %s, mcrm_hold_order = NULL, mcrm_hold_config_id = NULL,
                          mcrm_hold_user_id = NULL, mcrm_hold_since = NULL, mcrm_hold_until = NULL
                    WHERE mcrm_state = %s AND %s RETURNING id""",
                AVAILABLE,
                HELD,
                condition,
            )
        )
        released = self.browse(card_id for (card_id,) in self.env.cr.fetchall())
        released._mcrm_invalidate_hold()
        return released

    def _mcrm_invalidate_hold(self):
        names = [name for name in self._fields if name.startswith("mcrm_hold_")]
        self.invalidate_recordset(["mcrm_state", *names], flush=False)

    def _mcrm_hold_refusal(self, now):
        if self._mcrm_is_held(now):
            return Refusal("voucher_held", self._mcrm_hold_sentence())
        return Refusal("voucher_not_available", self.env._("“%(title)s” can no longer be used.", title=self.mcrm_title))

    def _mcrm_hold_sentence(self):
        """:return: ``In use at Register 1 (Sari) since 14.05…`` (str)"""
        card_sudo = self.sudo()  # a cashier is told where, to go and ask there
        config = card_sudo.mcrm_hold_config_id
        facts = {
            "till": config.name,
            "cashier": card_sudo.mcrm_hold_user_id.name,
            "time": config.company_id._mcrm_local(card_sudo.mcrm_hold_since).strftime("%H.%M"),
        }
        if self.mcrm_role == MEMBER:
            return self.env._(
                "Points in use at %(till)s (%(cashier)s) since %(time)s. Finish or cancel that order first.", **facts
            )
        return self.env._(
            "In use at %(till)s (%(cashier)s) since %(time)s. Finish or cancel that order first.", **facts
        )
