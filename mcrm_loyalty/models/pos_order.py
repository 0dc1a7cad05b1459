import logging

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ..tools import ledger, points
from .loyalty_card import AVAILABLE, HELD
from .loyalty_program import MEMBER

_logger = logging.getLogger(__name__)

FROM_TILL = "pos"  # self-orders come from anybody's phone: they earn, but spend nothing
SERVER_FIELDS = ("mcrm_points_earned", "mcrm_points_spent", "mcrm_points_balance", "mcrm_nota_url")


class PosOrder(models.Model):
    _inherit = "pos.order"

    # The till loads every field of an order; computed ones travel to it but never back
    mcrm_points_earned = fields.Float("Points Earned", compute="_compute_mcrm_points", compute_sudo=True)
    mcrm_points_spent = fields.Float("Points Spent", compute="_compute_mcrm_points", compute_sudo=True)
    mcrm_points_balance = fields.Float("Points After", compute="_compute_mcrm_points", compute_sudo=True)

    def _compute_mcrm_points(self):
        """What the ledger says this order did to the member's points."""
        entries = self._mcrm_ledger().filtered(lambda entry: entry.card_id.mcrm_role == MEMBER)
        by_order = entries.sorted("id").grouped("order_id")
        for order in self:
            rows = by_order.get(order.id, entries.browse())
            order.mcrm_points_earned = sum(rows.mapped("issued"))
            order.mcrm_points_spent = sum(rows.mapped("used"))
            order.mcrm_points_balance = rows[-1:].mcrm_balance

    def _mcrm_ledger(self):
        """:return: ledger rows that these orders caused (loyalty.history) as superuser"""
        domain = [("order_model", "=", self._name), ("order_id", "in", self.ids), ("mcrm_kind", "!=", False)]
        # sudo: the figures of an order are for whoever may see the order
        return self.env["loyalty.history"].sudo().search(domain)

    # The till

    @api.model
    def _process_order(self, order, existing_order):
        """The till sends back what it loaded; figures of the server are not its to set."""
        for name in SERVER_FIELDS:
            order.pop(name, None)
        return super()._process_order(order, existing_order)

    def read_pos_data(self, data, config):
        """Add the cards that the orders changed, so that the till shows the settled balances."""
        result = super().read_pos_data(data, config)
        cards = self._mcrm_ledger().card_id.sudo(False)
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

    # Settlement

    def action_pos_order_paid(self):
        result = super().action_pos_order_paid()
        self._mcrm_settle_loyalty(fields.Datetime.now())
        return result

    def _mcrm_settle_loyalty(self, now):
        """Book points and vouchers of paid orders, each once, in the transaction that pays them.

        The sale has happened, so this never refuses: what cannot be honoured becomes a note on the order.

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
                order_sudo._mcrm_note([self.env._("Points and vouchers could not be booked. Please check by hand.")])
        self.invalidate_recordset(SERVER_FIELDS, flush=False)  # computed before, when nothing was settled

    def _mcrm_settle(self, now):
        moves, notes = self._mcrm_moves(now)
        for card in sorted(moves, key=lambda card: card.id):
            if card.mcrm_role == MEMBER:
                notes += self._mcrm_settle_member(card, moves[card], now)
            else:
                notes += self._mcrm_settle_voucher(card, now)
        self._mcrm_note(notes)

    def _mcrm_moves(self, now):
        """What the order wants of each card.

        :return: moves by card (dict), sentences about what cannot be honoured (list[str])
        """
        moves, notes = {}, []
        for card, earned in self._mcrm_earned(now):
            moves.setdefault(card, []).append(ledger.Move(ledger.EARN, issued=earned))
        if self.source == FROM_TILL:
            for card, cost in self._mcrm_spent(notes, moves):
                moves.setdefault(card, []).append(ledger.Move(ledger.SPEND, used=cost))
        return moves, notes

    def _mcrm_earned(self, now):
        """:return: (card, points) of each member program in which the order earns (list)"""
        if not self.partner_id:
            return []
        lines = self.lines._mcrm_sold_lines()
        digits = self.env["decimal.precision"].precision_get("Product Price")
        earned = []
        for program in self._mcrm_member_programs(now):
            amount = points.accrued(program.rule_ids._mcrm_accrual_rules(), lines, program.id, digits)
            if amount:
                earned.append((program._mcrm_card_of(self.partner_id), amount))
        return earned

    def _mcrm_member_programs(self, now):
        """:return: the member programs that hold for this order (loyalty.program)"""
        config = self.config_id
        day = self.company_id._mcrm_today(min(now, max(self.date_order, self.session_id.start_at or now)))
        programs = self.env["loyalty.program"]
        domain = Domain(
            [
                ("mcrm_role", "=", MEMBER),
                ("pos_ok", "=", True),
                ("currency_id", "=", self.currency_id.id),
                ("company_id", "in", [False, *self.company_id.parent_ids.ids]),
            ]
        )
        domain &= Domain("pos_config_ids", "=", False) | Domain("pos_config_ids", "in", config.ids)
        domain &= Domain("pricelist_ids", "=", False) | Domain("pricelist_ids", "in", self.pricelist_id.ids)
        return programs.search(domain & programs._mcrm_window_domain(day))

    def _mcrm_spent(self, notes, moves):
        """:return: (card, points) the reward lines cost, one pair per card (list)"""
        spent = {}
        for lines in self.lines._mcrm_redemptions():
            card = self._mcrm_redeemed_card(lines)
            if not card:
                notes.append(self.env._("“%(reward)s” was given without a card.", reward=lines.reward_id.description))
                continue
            earned = sum(move.issued for move in moves.get(card, []))
            available = card.points + earned - spent.get(card, 0)
            spent[card] = spent.get(card, 0) + lines._mcrm_reward_cost(available)
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
        if card._mcrm_is_booked(key):
            return []
        entries = card._mcrm_book(moves, now, key, self._mcrm_title(), order=self, cut=True)
        wanted = sum(move.used for move in moves)
        missing = points.round_points(wanted - sum(entries.mapped("used")))
        if missing <= 0:
            return []
        return [self.env._("%(points)g points were spent that were no longer there.", points=missing)]

    def _mcrm_settle_voucher(self, card, now):
        key = self._mcrm_settlement_key(card)
        if card._mcrm_is_booked(key):
            return []
        if not card._mcrm_consume(self, now):
            return [self.env._("The voucher “%(title)s” was used that was no longer there.", title=card.mcrm_title)]
        # A voucher is used up whole, whatever the reward costs
        card._mcrm_book([ledger.Move(ledger.SPEND, used=card.points)], now, key, self._mcrm_title(), order=self)
        if card.partner_id and self.partner_id not in (card.partner_id, card.partner_id.browse()):
            return [self.env._("The voucher “%(title)s” belongs to another member.", title=card.mcrm_title)]
        return []

    def _mcrm_settlement_key(self, card):
        return f"pos:{self.uuid or self.id}:{card.id}"

    def _mcrm_title(self):
        return self.env._("Purchase %(number)s", number=self.pos_reference or self.name)

    def _mcrm_note(self, sentences):
        for sentence in sentences:
            self.message_post(body=sentence)

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
