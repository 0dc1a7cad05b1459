from odoo import fields, models
from odoo.exceptions import AccessError

from odoo.addons.mcrm_member.exceptions import Refusal

HOLD_MINUTES = 15


class PosConfig(models.Model):
    _inherit = "pos.config"

    mcrm_hold_minutes = fields.Integer(
        "Minutes a Voucher is Held",
        default=HOLD_MINUTES,
        required=True,
        help="How long a scanned voucher stays with the order of one till. Paying or cancelling ends it at once.",
    )

    _mcrm_hold_minutes_positive = models.Constraint(
        "CHECK (mcrm_hold_minutes BETWEEN 1 AND 1440)", "A voucher can be held for 1 to 1,440 minutes."
    )

    def mcrm_hold_cards(self, order_uuid, card_ids):
        """The till says which cards the rewards of an open order use, each time that changes: these are held for it,
        others that it had are given back.

        :param str order_uuid: the order on the screen
        :param list card_ids: loyalty.card, none when the order is given up
        :return: ``[{"card_id", "code", "message"}]``, the cards that this order cannot have
        :raise AccessError: when the caller is not a POS user
        """
        self.ensure_one()
        if not self.env.user.has_group("point_of_sale.group_pos_user"):
            raise AccessError(self.env._("Only the staff of the till can hold cards."))
        self.check_access("read")
        ids = {card_id for card_id in card_ids or [] if type(card_id) is int and card_id > 0}
        cards = self.env["loyalty.card"].search([("id", "in", list(ids)), ("mcrm_role", "!=", False)])
        return self._mcrm_hold_cards(str(order_uuid or ""), cards, fields.Datetime.now())

    def _mcrm_hold_cards(self, order_uuid, cards, now):
        """Hold exactly these cards for an order.

        :param str order_uuid: the order
        :param cards: the cards it uses (loyalty.card)
        :param datetime now: naive UTC
        :return: the cards that it cannot have (list of dict, see `mcrm_hold_cards`)
        """
        if not order_uuid:
            return []
        cards_sudo = cards.sudo()  # cashiers do not write cards; a hold moves nothing
        cards_sudo._mcrm_release_orders([order_uuid], but=cards.ids)
        refused = [self._mcrm_refused_hold(card, order_uuid, now) for card in cards_sudo.sorted("id")]
        return [refusal for refusal in refused if refusal]

    def _mcrm_refused_hold(self, card, order_uuid, now):
        try:
            card._mcrm_hold(order_uuid, self, now)
        except Refusal as refusal:
            return {"card_id": card.id, "code": refusal.code, "message": str(refusal)}
        return None
