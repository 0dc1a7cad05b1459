"""Points arithmetic against the figures the till shows, and its properties."""

import math
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from mcrm_loyalty.tools.points import (
    AccrualRule,
    LineReward,
    SoldLine,
    accrued,
    earned,
    per_amount,
    reward_cost,
    round_points,
)

PROGRAM = 1
MONEY = AccrualRule("money", 0.001, minimum_quantity=1)

amounts = st.integers(0, 10_000_000).map(float)
quantities = st.integers(1, 50).map(float)
rules = st.builds(
    AccrualRule,
    mode=st.sampled_from(["order", "unit", "money"]),
    amount=st.sampled_from([0.001, 0.01, 1.0, 2.5, 10.0]),
    minimum_quantity=st.integers(0, 5),
    minimum_amount=st.sampled_from([0.0, 25_000.0, 100_000.0]),
    product_ids=st.none() | st.frozensets(st.integers(1, 3)),
)
rewards = st.builds(
    LineReward,
    program_id=st.integers(1, 2),
    is_discount=st.booleans(),
    is_automatic=st.booleans(),
    is_payment=st.booleans(),
    product_ids=st.frozensets(st.integers(1, 3)),
)
sold = st.builds(SoldLine, st.integers(1, 3), quantities, amounts, amounts)
given_away = st.builds(
    SoldLine, st.integers(1, 3), quantities, amounts.map(lambda x: -x), amounts.map(lambda x: -x), rewards
)


def line(total, quantity=1.0, product=1, reward=None):
    return SoldLine(product, quantity, total, total, reward)


def test_one_point_per_thousand_rupiah():
    assert accrued([MONEY], [line(25000.0), line(18500.0)], PROGRAM) == 43.5


def test_money_is_rounded_half_up_like_the_till_although_binary_fractions_fall_short():
    assert 0.015 * 11 < 0.165
    assert accrued([MONEY._replace(amount=0.015)], [line(11.0)], PROGRAM) == 0.17


def test_the_discount_of_another_program_is_not_earned_on():
    other = LineReward(2, is_discount=True, is_automatic=False, is_payment=False)
    assert accrued([MONEY], [line(25000.0), line(-5000.0, product=9, reward=other)], PROGRAM) == 20


def test_the_programs_own_discount_is_earned_on_as_at_the_till():
    own = LineReward(PROGRAM, is_discount=True, is_automatic=True, is_payment=False)
    assert accrued([MONEY], [line(25000.0), line(-5000.0, product=9, reward=own)], PROGRAM) == 25


def test_a_free_product_earns_nothing():
    free = LineReward(PROGRAM, is_discount=False, is_automatic=True, is_payment=False, product_ids=frozenset({1}))
    lines = [line(50000.0, quantity=2.0), line(-25000.0, product=9, reward=free)]
    assert accrued([MONEY], lines, PROGRAM) == 25
    assert accrued([AccrualRule("unit", 1)], lines, PROGRAM) == 1


def test_minimums_hold_back_a_rule():
    assert accrued([MONEY._replace(minimum_amount=30000)], [line(25000.0)], PROGRAM) == 0
    assert accrued([MONEY._replace(minimum_quantity=2)], [line(25000.0)], PROGRAM) == 0


def test_only_products_in_scope_count():
    rule = MONEY._replace(product_ids=frozenset({2}))
    assert accrued([rule], [line(25000.0, product=1), line(10000.0, product=2)], PROGRAM) == 10


def test_costs():
    assert reward_cost("fixed", 20) == 20
    assert reward_cost("per_point", 1, discount=100, amount=3050) == 30.5
    assert reward_cost("product", 10, quantity=3, quantity_per_reward=2) == 20


@given(st.lists(rules, max_size=4), st.lists(sold | given_away, max_size=6))
def test_nothing_is_ever_below_zero_and_all_has_two_decimals(rules, lines):
    points = accrued(rules, lines, PROGRAM)
    assert points >= 0
    assert round(points, 2) == points


@given(st.lists(sold, min_size=1, max_size=6), sold)
def test_buying_more_never_earns_less(lines, more):
    for mode in ("money", "unit", "order"):
        rule = AccrualRule(mode, 1.0)
        assert accrued([rule], [*lines, more], PROGRAM) >= accrued([rule], lines, PROGRAM)


@given(st.lists(sold | given_away, max_size=6))
def test_without_rules_nothing_is_earned(lines):
    assert accrued([], lines, PROGRAM) == 0


@given(st.integers(-(10**9), 10**9), st.integers(0, 4))
def test_rounding_is_that_of_exact_decimals(thousandths, digits):
    exact = Decimal(thousandths) / 1000
    expected = exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    assert Decimal(str(round_points(thousandths / 1000, digits))) == expected


def test_a_tier_multiplies_what_counts_not_what_qualifies():
    assert earned(24.5) == (24.5, 24.5)
    assert earned(24.5, 1.5) == (36.75, 24.5)
    assert earned(24.5, 1.5, whole=True) == (38, 25)


@given(st.integers(0, 10**6).map(lambda cents: cents / 100), st.integers(100, 500).map(lambda share: share / 100))
def test_whole_points_are_whole_and_a_tier_never_takes(accrued_points, multiplier):
    points, qualifying = earned(accrued_points, multiplier, whole=True)
    assert points == int(points) and qualifying == int(qualifying)
    assert points >= qualifying
    assert abs(qualifying - accrued_points) <= 0.5


@given(st.decimals("0.000001", 100, places=10))
def test_a_rate_is_said_with_a_number_people_can_picture(rate):
    """In decimals, as rates are typed: half a hundredth is no exact number in binary."""
    points, amount = per_amount(float(rate))
    assert points >= 1 and (amount == 1 or points <= 10)
    assert abs(Decimal(str(points)) - rate * amount) <= Decimal("0.005")
    assert math.log10(amount).is_integer()


def test_a_point_per_thousand_rupiah():
    assert per_amount(0.001) == (1, 1000)
    assert per_amount(0.0012) == (1.2, 1000)
    assert per_amount(2) == (2, 1)
    assert per_amount(0) == (0, 1)
