"""Whatever the moves, a balance is the sum of its rows and never below zero."""

from hypothesis import given
from hypothesis import strategies as st

from mcrm_loyalty.tools.ledger import EARN, KINDS, SPEND, Move, affordable, entries, total
from mcrm_loyalty.tools.points import round_points

points = st.integers(0, 1_000_000).map(lambda cents: cents / 100)
moves = st.lists(
    st.builds(lambda kind, p: Move(kind, issued=p), st.sampled_from(KINDS), points)
    | st.builds(lambda kind, p: Move(kind, used=p), st.sampled_from(KINDS), points),
    max_size=8,
)


@given(points, moves)
def test_what_is_honoured_never_falls_below_zero(balance, wanted):
    for move in affordable(balance, wanted):
        balance = round_points(balance + move.points)
        assert balance >= 0


@given(points, moves)
def test_nothing_is_honoured_beyond_what_was_wanted(balance, wanted):
    honoured = affordable(balance, wanted)
    assert sum(move.issued for move in honoured) == sum(move.issued for move in wanted)
    assert sum(move.used for move in honoured) <= sum(move.used for move in wanted)


@given(points, moves)
def test_what_can_be_paid_is_paid_whole(balance, wanted):
    needed = sum(move.used for move in wanted)
    rich = round_points(balance + needed)
    assert sum(move.used for move in affordable(rich, wanted)) == needed


@given(points, moves)
def test_rows_chain_from_the_balance_before_to_the_balance_after(balance, wanted):
    honoured = affordable(balance, wanted)
    after = round_points(balance + total(honoured))
    rows = entries(after, honoured)
    for row in rows:
        balance = round_points(balance + row.issued - row.used)
        assert row.balance == balance
    assert balance == after


def test_what_an_order_earns_may_pay_for_its_own_reward():
    assert affordable(0, [Move(EARN, issued=25), Move(SPEND, used=20)])[1].used == 20
