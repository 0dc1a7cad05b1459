from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.ledger import EARN, REFUND_EARN, REFUND_SPEND, SPEND
from .loyalty_card import AVAILABLE, HELD
from .loyalty_program import MEMBER

LEDGER_FIELDS = ("card_id", "order_id", "mcrm_kind", "issued", "used", "mcrm_balance")  # that the till is told
SERVER_FIELDS = (
    "mcrm_points_earned",
    "mcrm_points_spent",
    "mcrm_points_balance",
    "mcrm_nota_url",
    "mcrm_conflict_count",
)


class PosOrder(models.Model):
    _inherit = "pos.order"

    # The till loads every field of an order; computed ones travel to it but never back
    mcrm_points_earned = fields.Float("Points Earned", compute="_compute_mcrm_points", compute_sudo=True)
    mcrm_points_spent = fields.Float("Points Spent", compute="_compute_mcrm_points", compute_sudo=True)
    mcrm_points_balance = fields.Float("Points After", compute="_compute_mcrm_points", compute_sudo=True)

    mcrm_conflict_count = fields.Integer("Conflicts", compute="_compute_mcrm_conflict_count", compute_sudo=True)

    def _compute_mcrm_conflict_count(self):
        """How many things the manager has to look at; the cashier is told that there are some."""
        filed = self.env["mcrm.conflict"]._read_group([("order_id", "in", self.ids)], ["order_id"], ["__count"])
        counts = {order.id: count for order, count in filed}
        for order in self:
            order.mcrm_conflict_count = counts.get(order.id, 0)

    def action_mcrm_conflicts(self):
        """Open what could not be honoured of this order (button)."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("mcrm_loyalty.mcrm_conflict_action")
        return {**action, "domain": [("order_id", "=", self.id)], "context": {}}

    def _compute_mcrm_points(self):
        """What the ledger says this order did to the member's points; below zero: what a refund undid."""
        entries = self._mcrm_ledger().filtered(lambda entry: entry.card_id.mcrm_role == MEMBER)
        by_order = entries.sorted("id").grouped("order_id")
        for order in self:
            rows = by_order.get(order.id, entries.browse())
            order.mcrm_points_earned = rows._mcrm_net(EARN, REFUND_EARN)
            order.mcrm_points_spent = -rows._mcrm_net(SPEND, REFUND_SPEND) + 0.0
            order.mcrm_points_balance = rows[-1:].mcrm_balance

    def _mcrm_ledger(self):
        """:return: ledger rows that these orders caused (loyalty.history) as superuser"""
        domain = [("order_model", "=", self._name), ("order_id", "in", self.ids), ("mcrm_kind", "!=", False)]
        # sudo: the figures of an order are for whoever may see the order
        return self.env["loyalty.history"].sudo().search_fetch(domain, LEDGER_FIELDS)

    # The till

    @api.model
    def _process_order(self, order, existing_order):
        """The till sends back what it loaded; figures of the server are not its to set."""
        for name in SERVER_FIELDS:
            order.pop(name, None)
        lines = [command[2] for command in order.get("lines") or () if len(command) > 2 and command[2]]
        self._mcrm_wait_for_cards(order.get("partner_id"), [line.get("coupon_id") for line in lines])
        return super()._process_order(order, existing_order)

    @api.model
    def _mcrm_wait_for_cards(self, partner_id, card_ids):
        """Of two who serve one guest the second waits here, before it has done what it would have to do again.

        :param partner_id: the guest (int or None)
        :param card_ids: other cards that are used (list of int or None)
        """
        self.env.cr.execute(
            SQL(
                """SELECT id FROM loyalty_card
                    WHERE mcrm_role = %s AND partner_id = %s OR mcrm_role IS NOT NULL AND id = ANY(%s)
                    ORDER BY id FOR NO KEY UPDATE""",
                MEMBER,
                partner_id or None,
                list(filter(None, card_ids)),
            ),
            log_exceptions=False,  # that somebody else was quicker is no error
        )

    def read_pos_data(self, data, config):
        """Add the cards that the orders changed, so that the till shows the settled balances, and those on their
        lines, which a second device has never seen."""
        result = super().read_pos_data(data, config)
        cards = self._mcrm_ledger().card_id.sudo(False) | self.lines.coupon_id.filtered("mcrm_role")
        result["loyalty.card"] = cards._load_pos_data_read(cards, config) if config else []
        return result

    def validate_coupon_programs(self, point_changes, new_codes):
        """Say before payment that a voucher is no longer there; Odoo would only speak of points."""
        cards = self.env["loyalty.card"].browse(int(card_id) for card_id in point_changes).exists()
        gone = cards.filtered(lambda card: card.mcrm_role and card.mcrm_state not in (AVAILABLE, HELD))
        if not gone:
            return super().validate_coupon_programs(point_changes, new_codes)
        message = self.env._("This voucher can no longer be used. It was taken off the order.")
        return {"successful": False, "payload": {"message": message, "removed_coupons": gone.ids}}

    def confirm_coupon_programs(self, coupon_data):
        """What the till asks to book for members was settled with the payment; only other programs are booked here."""
        ours, others = self._mcrm_split_coupon_data(coupon_data)
        result = super().confirm_coupon_programs(others)
        result["coupon_updates"] += self._mcrm_coupon_updates(ours)
        return result

    def _mcrm_split_coupon_data(self, coupon_data):
        program_ids = {data["program_id"] for data in coupon_data.values()}
        # sudo: which programs are ours does not depend on who asks
        programs = self.env["loyalty.program"].sudo().browse(program_ids).exists().filtered("mcrm_role")
        ours = {key: data for key, data in coupon_data.items() if data["program_id"] in programs.ids}
        return ours, {key: data for key, data in coupon_data.items() if key not in ours}

    def _mcrm_coupon_updates(self, coupon_data):
        """The till replaces its cards by these; a card it does not know yet has a negative id there."""
        cards = self._mcrm_ledger().card_id
        updates = []
        for old_id, data in coupon_data.items():
            settled = cards.filtered(lambda card, data=data: card.program_id.id == data["program_id"])
            card = settled.filtered(lambda card, old_id=old_id: card.id == int(old_id)) or settled[:1]
            if card:
                updates.append(self._mcrm_coupon_update(int(old_id), card))
        return updates

    def _mcrm_coupon_update(self, old_id, card):
        return {
            "old_id": old_id,
            "id": card.id,
            "points": card.points,
            "code": card.code,
            "program_id": card.program_id.id,
            "partner_id": card.partner_id.id,
        }

    # What the API reads

    @api.model
    def _mcrm_orders(self, partner, company, limit=20, before_id=None):
        """A member's purchases, newest first.

        :param partner: the member (res.partner)
        :param company: the café (res.company)
        :param int limit: how many at most
        :param int before_id: continue after this order
        :return: paid orders (pos.order) as superuser
        """
        domain = [
            ("partner_id", "=", partner.id),
            ("company_id", "child_of", company.root_id.id),
            ("state", "in", ("paid", "done", "invoiced")),
        ]
        if before_id:
            domain.append(("id", "<", before_id))
        # sudo: members have no access rights; the domain keeps to this member
        return self.sudo().search(domain, order="id desc", limit=limit)
