"""Points arithmetic: what an order earns and what its rewards cost.

The till shows the member these figures before the server books them, so the rules and the rounding
follow the till's: products in scope, minimums per rule, half-up rounding of money rules.
"""

from collections.abc import Collection, Iterable
from decimal import ROUND_HALF_UP, Decimal
from math import ceil, log10
from typing import NamedTuple

POINT_DIGITS = 2  # decimals of a balance; the till compares balances with the same precision


class LineReward(NamedTuple):
    """The reward an order line stands for."""

    program_id: int
    is_discount: bool  # discount line, as opposed to a free product
    is_automatic: bool  # its program needs no code
    is_payment: bool  # gift card or e-wallet
    product_ids: frozenset[int] = frozenset()  # products the reward gives away


class SoldLine(NamedTuple):
    """One order line, amounts in the order's currency; a combo is one line with the total of its parts."""

    product_id: int
    quantity: float
    total_included: float
    total_excluded: float
    reward: LineReward | None = None


class AccrualRule(NamedTuple):
    """One way to earn: so many points per order, per unit or per currency unit spent."""

    mode: str  # "order", "unit" or "money"
    amount: float  # points
    minimum_quantity: float = 0
    minimum_amount: float = 0
    minimum_includes_tax: bool = True
    product_ids: frozenset[int] | None = None  # None: every product

    def covers(self, product_id: int) -> bool:
        return self.product_ids is None or product_id in self.product_ids

    def covers_any(self, product_ids: Collection[int]) -> bool:
        return self.product_ids is None or not self.product_ids.isdisjoint(product_ids)


def round_points(value: float, digits: int = POINT_DIGITS) -> float:
    """Round half up, away from zero, as the till does.

    :param float value: points
    :param int digits: decimals to keep
    :return: points (float), never a negative zero
    """
    # 15 significant digits undo the noise of binary fractions: 0.001 * 1005 is 1.0049999999999999
    clean = Decimal(format(value, ".15g"))
    return float(clean.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)) + 0.0


def accrued(
    rules: Iterable[AccrualRule], lines: Collection[SoldLine], program_id: int, digits: int = POINT_DIGITS
) -> float:
    """Points an order earns in one program.

    :param rules: the program's rules
    :param lines: the order's lines without refunded ones
    :param int program_id: the program, whose own rewards earn nothing in it
    :param int digits: decimals of the currency rounding the till applies to money rules
    :return: points (float), zero or more, two decimals
    """
    rules = list(rules)
    earned = sum(_accrued_by(rule, lines, program_id, digits) for rule in rules)
    if _rewards_allowed(rules, lines):
        earned -= sum(_given_away(rule, lines, program_id, digits) for rule in rules)
    return max(0.0, round_points(earned))


class Earned(NamedTuple):
    """What an order brings a member."""

    points: float
    qualifying: float  # counted for tiers: before the multiplier


def earned(accrued_points: float, multiplier: float = 1.0, whole: bool = False) -> Earned:
    """Apply a tier to what an order accrues. The till predicts it with the same two roundings.

    :param float accrued_points: as `accrued` gives them
    :param float multiplier: of the member's tier
    :param bool whole: the program knows whole points only
    :return: Earned
    """
    digits = 0 if whole else POINT_DIGITS
    qualifying = round_points(accrued_points, digits)
    return Earned(round_points(qualifying * multiplier, digits), qualifying)


def per_amount(rate: float) -> tuple[float, int]:
    """Say a small rate with a number people can picture.

    :param float rate: points per currency unit, e.g. 0.001
    :return: points, one or more, and the amount that gives them, a power of ten: (1.0, 1000); (rate, 1) for no rate
    """
    if rate <= 0:
        return rate, 1
    amount = 10 ** max(0, ceil(-log10(rate) - 1e-9))
    return round_points(rate * amount), amount


def reward_cost(
    mode: str,
    required_points: float,
    discount: float = 0,
    amount: float = 0,
    quantity: float = 0,
    quantity_per_reward: float = 1,
) -> float:
    """Points one use of a reward costs, from what the order's lines gave away.

    :param str mode: "fixed" (a percentage or an amount off), "per_point" (currency per point) or "product"
    :param float required_points: points of one use
    :param float discount: "per_point": currency units one point is worth
    :param float amount: "per_point": currency units given away, positive
    :param float quantity: "product": units given away
    :param float quantity_per_reward: "product": units one use gives
    :return: points (float), zero or more
    """
    if mode == "per_point":
        return round_points(max(0.0, amount) / discount)
    if mode == "product":
        return round_points(ceil(max(0.0, quantity) / (quantity_per_reward or 1)) * required_points)
    return round_points(required_points)


def _accrued_by(rule: AccrualRule, lines: Collection[SoldLine], program_id: int, digits: int) -> float:
    counted = [line for line in lines if rule.covers(line.product_id) and not _is_own_reward(line, program_id)]
    units = sum(line.quantity for line in counted if not line.reward)
    if rule.minimum_amount > _amount_for_minimum(rule, lines, program_id) or units < rule.minimum_quantity:
        return 0.0
    if rule.mode == "order":
        return rule.amount
    if rule.mode == "unit":
        return rule.amount * units
    return round_points(rule.amount * sum(line.total_included for line in counted), digits)


def _is_own_reward(line: SoldLine, program_id: int) -> bool:
    return bool(line.reward) and (line.reward.program_id == program_id or line.reward.is_payment)


def _amount_for_minimum(rule: AccrualRule, lines: Collection[SoldLine], program_id: int) -> float:
    counted = [
        line
        for line in lines
        if rule.covers(line.product_id)
        and not (
            line.reward
            and line.reward.is_discount
            and (line.reward.is_automatic or line.reward.program_id == program_id)
        )
    ]
    if rule.minimum_includes_tax:
        return sum(line.total_included for line in counted)
    return sum(line.total_excluded for line in counted)


def _rewards_allowed(rules: Collection[AccrualRule], lines: Collection[SoldLine]) -> bool:
    included = sum(line.total_included for line in lines)
    excluded = sum(line.total_excluded for line in lines)
    for rule in rules:
        units = sum(line.quantity for line in lines if not line.reward and rule.covers(line.product_id))
        if rule.minimum_amount > (included if rule.minimum_includes_tax else excluded):
            return False
        if rule.minimum_quantity > units:
            return False
    return True


def _given_away(rule: AccrualRule, lines: Collection[SoldLine], program_id: int, digits: int) -> float:
    """A free product earns nothing, although its sales line was counted."""
    free = [
        line
        for line in lines
        if line.reward
        and not line.reward.is_discount
        and line.reward.program_id == program_id
        and rule.covers_any(line.reward.product_ids)
    ]
    if rule.mode == "money":
        return -sum(round_points(rule.amount * line.total_included, digits) for line in free)
    if rule.mode == "unit":
        return sum(rule.amount * line.quantity for line in free)
    return 0.0
