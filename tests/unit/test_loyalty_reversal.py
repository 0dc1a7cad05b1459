"""In whatever steps a sale is refunded, the parts add up to the whole."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from mcrm_loyalty.tools.reversal import RefundedLine, refunded_share, restorable, reversal

points = st.integers(0, 100_000).map(lambda cents: cents / 100)
shares = st.lists(st.floats(0, 1), max_size=6).map(lambda steps: [*sorted(steps), 1.0])
lines = st.lists(
    st.builds(RefundedLine, st.integers(1, 20), st.integers(-1, 25), st.integers(-50_000, 200_000)), max_size=6
)


@given(points, shares)
def test_parts_add_up_to_exactly_the_whole(booked, steps):
    undone = []
    for share in steps:
        undone.append(reversal(booked, share, sum(undone)))
    assert round(sum(undone), 2) == booked
    assert all(part >= 0 for part in undone)


@given(points, points, st.floats(0, 1))
def test_what_ended_is_never_undone(booked, lost, share):
    assert reversal(booked, share, 0, lost) <= max(0, round(booked - lost, 2))


@given(lines)
def test_a_share_is_between_nothing_and_all(sold):
    assert 0 <= refunded_share(sold) <= 1


@given(lines)
def test_all_back_is_exactly_one(sold):
    everything = [line._replace(refunded=line.quantity) for line in sold]
    assert refunded_share(everything) == (1 if sold else 0)


def test_shares_go_by_value():
    assert refunded_share([RefundedLine(2, 1, 50_000), RefundedLine(1, 0, 25_000)]) == 1 / 3


def test_a_discount_that_stays_makes_the_goods_weigh_more():
    assert (
        refunded_share([RefundedLine(1, 1, 25_000), RefundedLine(1, 0, 25_000), RefundedLine(1, 0, -10_000)]) == 0.625
    )


def test_what_was_free_counts_by_quantity():
    assert refunded_share([RefundedLine(4, 1, 0)]) == 0.25


def test_a_discount_alone_takes_nothing():
    assert refunded_share([RefundedLine(1, 0, 25_000), RefundedLine(1, 1, -5_000)]) == 0


def test_the_lots_that_end_last_come_first_without_what_was_restored():
    end = {1: date(2026, 12, 1), 2: None, 3: date(2027, 1, 1)}
    lots = restorable([[1, 5.0], [2, 6.0], [3, 7.0]], [[[2, 6.0], [3, 1.5]]], end)
    assert [(lot.id, lot.remainder) for lot in lots] == [(3, 5.5), (1, 5.0)]
