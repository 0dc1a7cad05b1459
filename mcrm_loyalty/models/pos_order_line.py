from odoo import api, fields, models

from ..tools import points, reversal


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    mcrm_points_wish = fields.Float(
        "Points the Guest Wants to Spend",
        digits=(16, 2),
        readonly=True,
        help="Lets the till give the same reward after a reload and on another device. 0: as many as possible.",
    )

    @api.model
    def _load_pos_data_fields(self, config):
        return [*super()._load_pos_data_fields(config), "mcrm_points_wish"]

    def _mcrm_counting(self, program):
        """:return: the lines that count for points of a program: no refunds, a combo once, and nothing excluded"""
        sold = self.filtered(lambda line: not line.refunded_orderline_id and not line.combo_parent_id)
        excluded = program._mcrm_without_points(sold.product_id)
        return sold.filtered(lambda line: line.product_id not in excluded) if excluded else sold

    def _mcrm_sold_lines(self):
        """:return: the lines in plain values (list of SoldLine)"""
        return [line._mcrm_sold_line() for line in self]

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

    # Refunds

    def _mcrm_earning(self, program):
        """:return: the lines that the rules of a program look at"""
        rules = program._mcrm_accrual_rules()

        def earns(line):
            given = line.reward_id if line.is_reward_line else line.reward_id.browse()
            own = given and (given.program_id == program or given.program_id.is_payment_program)
            return not own and any(rule.covers(line.product_id.id) for rule in rules)

        return self.filtered(earns)

    def _mcrm_share_back(self, weigh_rewards=False):
        """Say how much of these lines was refunded so far.

        :param bool weigh_rewards: rewards weigh what they cost in points, other lines what they add to the bill
        :return: 0 to 1 (float)
        """
        costs = self._mcrm_costs_by_line() if weigh_rewards else {}
        return reversal.refunded_share(line._mcrm_refunded_line(costs.get(line)) for line in self)

    def _mcrm_costs_by_line(self):
        """:return: points that each reward line cost (dict); the lines of one use share its cost"""
        return {line: lines._mcrm_reward_cost(0) / len(lines) for lines in self._mcrm_redemptions() for line in lines}

    def _mcrm_refunded_line(self, weight=None):
        back = self.refund_orderline_ids.filtered(lambda line: line.order_id.state not in ("draft", "cancel"))
        amount = sum((self.combo_line_ids or self).mapped("price_subtotal_incl"))
        return reversal.RefundedLine(self.qty, -sum(back.mapped("qty")), amount if weight is None else weight)

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
