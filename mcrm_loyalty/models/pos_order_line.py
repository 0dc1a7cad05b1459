from odoo import models

from ..tools import points


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    def _mcrm_sold_lines(self):
        """The lines that count for points: no refunds, and a combo as one line.

        :return: list of SoldLine
        """
        counted = self.filtered(lambda line: not line.refunded_orderline_id and not line.combo_parent_id)
        return [line._mcrm_sold_line() for line in counted]

    def _mcrm_sold_line(self):
        self.ensure_one()
        priced = self.combo_line_ids or self
        return points.SoldLine(
            product_id=self.product_id.id,
            quantity=self.qty,
            total_included=sum(priced.mapped("price_subtotal_incl")),
            total_excluded=sum(priced.mapped("price_subtotal")),
            reward=self._mcrm_line_reward(),
        )

    def _mcrm_line_reward(self):
        reward = self.reward_id
        if not (self.is_reward_line and reward):
            return None
        return points.LineReward(
            program_id=reward.program_id.id,
            is_discount=reward.reward_type == "discount",
            is_automatic=reward.program_id.trigger == "auto",
            is_payment=reward.program_id.is_payment_program,
            product_ids=frozenset(reward.reward_product_ids.ids),
        )

    def _mcrm_redemptions(self):
        """Lines that redeem a reward of a program with a role, grouped by use.

        :return: list of pos.order.line, the lines of one use together
        """
        ours = self.filtered(
            lambda line: line.is_reward_line and line.reward_id.program_id.mcrm_role and not line.refunded_orderline_id
        )
        uses = ours.grouped(lambda line: (line.reward_id, line.coupon_id, line.reward_identifier_code or line.id))
        return list(uses.values())

    def _mcrm_reward_cost(self, balance):
        """What one use of a reward costs, by the reward and what it gave away; the till's own figure is not asked.

        :param float balance: points on the card, which some rewards use up whole
        :return: points (float)
        """
        reward = self.reward_id
        if reward.clear_wallet:
            return balance
        modes = {"product": "product"}
        per_point = reward.reward_type == "discount" and reward.discount_mode == "per_point"
        return points.reward_cost(
            "per_point" if per_point else modes.get(reward.reward_type, "fixed"),
            reward.required_points,
            discount=reward.discount,
            amount=self._mcrm_given_away(),
            quantity=sum(self.mapped("qty")),
            quantity_per_reward=reward.reward_product_qty,
        )

    def _mcrm_uncovered_points(self):
        """:return: what these reward lines cost when no card says how much there is (float)"""
        return sum(use._mcrm_reward_cost(0) for use in self._mcrm_redemptions())

    def _mcrm_given_away(self):
        """:return: what these reward lines took off the bill, with tax (float)"""
        return -sum(self.mapped("price_subtotal_incl"))

    def _mcrm_nota_line(self):
        """:return: name, quantity, unit_price, total, is_reward, note (dict), prices with tax"""
        self.ensure_one()
        order, quantity = self.order_id, self.qty or 1
        return {
            "name": self.full_product_name or self.product_id.display_name,
            "quantity": self.qty,
            "unit_price": order._mcrm_money((self.price_subtotal_incl + self._mcrm_line_discount()) / quantity),
            "total": order._mcrm_money(self.price_subtotal_incl),
            "is_reward": self.is_reward_line,
            "note": self.customer_note or None,
        }

    def _mcrm_discount(self):
        """:return: what this line took off the bill, with tax (float)"""
        self.ensure_one()
        return -self.price_subtotal_incl if self.is_reward_line else self._mcrm_line_discount()

    def _mcrm_line_discount(self):
        if not self.discount:
            return 0.0
        if self.discount >= 100:
            return self.price_unit * self.qty
        return self.price_subtotal_incl / (1 - self.discount / 100) - self.price_subtotal_incl
