"""Whatever happens to a card: its balance is the sum of its rows and of its lots, and never below zero."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcrm_loyalty.tools.ledger import (
    ADJUST,
    EARN,
    EXPIRE,
    GIFT,
    REFUND_EARN,
    REFUND_SPEND,
    SPEND,
    Booking,
    Lot,
    Move,
    Shortage,
)
from mcrm_loyalty.tools.points import round_points
from mcrm_loyalty.tools.reversal import restorable, reversal

TODAY = date(2026, 11, 24)
points = st.integers(1, 100_000).map(lambda cents: cents / 100)
days = st.none() | st.integers(0, 400).map(lambda days: timedelta(days))


class Card:
    """What the database keeps of one card, in memory."""

    def __init__(self):
        self.balance = self.debt = 0.0
        self.rows, self.lots, self.today = [], {}, TODAY

    def book(self, *moves, cut=False):
        booking = Booking(self.balance, self.debt, self.lots.values(), self.today)
        booking.book(moves, cut)
        first = len(self.rows)
        numbers = {-index: first + index for index in range(1, len(booking.rows) + 1)}
        for lot_id, remainder in booking.remainders.items():
            self.lots[lot_id] = self.lots[lot_id]._replace(remainder=remainder)
        for number, row in enumerate(booking.rows, first + 1):
            self.rows.append(row._replace(allocation=[(numbers.get(lot, lot), part) for lot, part in row.allocation]))
            if row.issued:
                self.lots[number] = Lot(number, row.remainder, row.expires_on)
        self.balance, self.debt = booking.balance, booking.debt
        self.check()
        return [number for number in range(first + 1, len(self.rows) + 1)]

    def check(self):
        assert self.balance == round_points(sum(row.issued - row.used for row in self.rows)) >= 0
        assert self.balance == round_points(sum(lot.remainder for lot in self.lots.values()))
        assert self.debt == round_points(sum(row.debt for row in self.rows)) >= 0
        assert not (self.debt and self.balance)
        for number, lot in self.lots.items():
            assert 0 <= lot.remainder <= self.rows[number - 1].issued
        for before, row in zip([None, *self.rows], self.rows, strict=False):
            assert row.balance == round_points((before.balance if before else 0) + row.issued - row.used)
            if row.used:
                assert round_points(sum(part for _lot, part in row.allocation)) == row.used

    # What cafés do

    def issue(self, kind, amount, life=None):
        expires_on = self.today + life if life is not None else None
        return self.book(Move(kind, issued=amount, expires_on=expires_on))[0]

    def spend(self, amount):
        """:return: number of the spending row, None when there was nothing"""
        numbers = self.book(Move(SPEND, used=amount), cut=True)
        return next((number for number in numbers if self.rows[number - 1].kind == SPEND), None)

    def answers(self, number, kind):
        return [row for row in self.rows if row.origin == number and row.kind == kind]

    def take_back(self, earned, share):
        undone = sum(row.used + row.debt for row in self.answers(earned, REFUND_EARN))
        lost = sum(row.used for row in self.answers(earned, EXPIRE))
        amount = reversal(self.rows[earned - 1].issued, share, undone, lost)
        self.book(Move(REFUND_EARN, used=amount, origin=earned, first_lot=earned))

    def give_back(self, spent, share):
        before = self.answers(spent, REFUND_SPEND)
        amount = reversal(self.rows[spent - 1].used, share, sum(row.issued for row in before))
        ends = {lot.id: lot.expires_on for lot in self.lots.values()}
        lots = restorable(self.rows[spent - 1].allocation, [row.allocation for row in before], ends)
        if amount:
            self.book(Move(REFUND_SPEND, issued=amount, origin=spent, restore=lots))


events = st.one_of(
    st.tuples(st.sampled_from([EARN, GIFT, ADJUST]), points, days),
    st.tuples(st.just(SPEND), points, st.none()),
    st.tuples(st.just("wait"), st.integers(1, 200), st.none()),
    st.tuples(st.just("refund"), st.integers(0, 100), st.sampled_from([0.25, 0.5, 1 / 3, 1.0])),
)


@given(st.lists(events, max_size=25))
def test_whatever_happens_the_balance_is_the_sum_of_rows_and_of_lots(story):
    card, shares = Card(), {}
    for kind, amount, detail in story:
        if kind == "wait":
            card.today += timedelta(amount)
            card.book()
            assert not any(lot.remainder and lot.is_due(card.today) for lot in card.lots.values())
        elif kind == SPEND:
            card.spend(amount)
        elif kind == "refund":
            original = [number for number, row in enumerate(card.rows, 1) if row.kind in (EARN, SPEND)]
            if original:
                number = original[amount % len(original)]
                shares[number] = min(1.0, shares.get(number, 0) + detail)
                undo = card.take_back if card.rows[number - 1].kind == EARN else card.give_back
                undo(number, shares[number])
        else:
            card.issue(kind, amount, detail)


@given(st.lists(st.tuples(points, points, st.sampled_from([0.3, 0.5, 1.0])), max_size=8), points)
def test_buying_spending_and_refunding_gains_nothing(purchases, gift):
    """Each purchase earns, spends and is refunded in two steps, while others go on."""
    card = Card()
    card.issue(GIFT, gift)
    open_refunds = []
    for earned, spent, share in purchases:
        undo = [(card.take_back, card.issue(EARN, earned))]
        if row := card.spend(spent):
            undo.append((card.give_back, row))
        for refund, number in undo:
            refund(number, share)
        open_refunds += undo
    for refund, number in open_refunds:
        refund(number, 1.0)
    assert round_points(card.balance - card.debt) == gift


@given(st.lists(st.tuples(points, days), min_size=1, max_size=6), points)
def test_what_ends_first_is_used_first(lots, wanted):
    card = Card()
    for amount, life in lots:
        card.issue(EARN, amount, life)
    card.spend(wanted)
    ends = [lot.expires_on or date.max for lot in card.lots.values() if lot.remainder]
    used_up = [lot.expires_on or date.max for lot in card.lots.values() if not lot.remainder]
    assert not ends or not used_up or max(used_up) <= min(ends)


@given(points, points)
def test_more_than_there_is_is_refused_or_cut(there, more):
    card = Card()
    card.issue(EARN, there)
    wanted = round_points(there + more)
    with pytest.raises(Shortage) as shortage:
        card.book(Move(SPEND, used=wanted))
    assert (shortage.value.needed, shortage.value.available) == (wanted, there)
    card.spend(wanted)
    assert (card.balance, card.rows[-1].used) == (0, there)


def test_points_past_their_day_cannot_be_spent_and_end_first():
    card = Card()
    card.issue(EARN, 30, timedelta(10))
    card.issue(EARN, 5)
    card.today += timedelta(11)
    card.spend(20)
    assert [(row.kind, row.used) for row in card.rows[2:]] == [(EXPIRE, 30), (SPEND, 5)]


def test_the_last_day_is_a_good_day():
    card = Card()
    card.issue(EARN, 30, timedelta(10))
    card.today += timedelta(10)
    card.spend(30)
    assert [(row.kind, row.used) for row in card.rows[1:]] == [(SPEND, 30)]


def test_what_an_order_earns_may_pay_for_its_own_reward():
    card = Card()
    card.book(Move(EARN, issued=25), Move(SPEND, used=20))
    assert card.rows[1].allocation == [(1, 20)]


def test_a_refund_takes_the_points_of_its_own_sale_first():
    card = Card()
    card.issue(EARN, 10, timedelta(5))
    own = card.issue(EARN, 20, timedelta(50))
    card.take_back(own, 0.5)
    assert {lot.id: lot.remainder for lot in card.lots.values()} == {1: 10, own: 10}


def test_what_has_ended_is_not_taken_again():
    card = Card()
    own = card.issue(EARN, 20, timedelta(5))
    card.spend(8)
    card.issue(EARN, 100)
    card.today += timedelta(6)
    card.book()
    card.take_back(own, 1.0)
    assert (card.balance, card.debt) == (92, 0)


def test_a_debt_is_paid_by_whatever_comes_in():
    card = Card()
    own = card.issue(EARN, 50)
    card.spend(50)
    card.take_back(own, 1.0)
    assert (card.balance, card.debt) == (0, 50)
    card.issue(EARN, 30)
    assert (card.balance, card.debt) == (0, 20)
    card.issue(GIFT, 30)
    assert (card.balance, card.debt) == (10, 0)


def test_points_given_back_keep_their_days_and_those_past_it_end_at_once():
    card = Card()
    card.issue(EARN, 10, timedelta(5))
    card.issue(EARN, 10, timedelta(50))
    spent = card.spend(15)
    card.today += timedelta(6)
    card.give_back(spent, 1.0)
    assert [(row.kind, row.issued, row.used) for row in card.rows[-2:]] == [(REFUND_SPEND, 15, 0), (EXPIRE, 0, 10)]
    assert (card.balance, card.lots[2].remainder) == (10, 10)


def test_a_part_given_back_goes_to_the_lot_that_ends_last():
    card = Card()
    card.issue(EARN, 10, timedelta(5))
    card.issue(EARN, 10, timedelta(50))
    spent = card.spend(15)
    card.give_back(spent, 0.5)
    assert (card.lots[1].remainder, card.lots[2].remainder) == (2.5, 10)


def test_points_from_another_card_come_back_as_a_lot_of_their_own():
    card = Card()
    end = TODAY + timedelta(9)
    card.book(Move(REFUND_SPEND, issued=7, restore=(Lot(99, 7, end),)))
    assert card.lots[1] == Lot(1, 7, end)


def test_a_debt_that_is_forgiven_is_gone():
    card = Card()
    card.take_back(card.issue(EARN, 50), 1.0)
    own = card.issue(EARN, 50)
    card.spend(50)
    card.take_back(own, 1.0)
    card.book(Move(ADJUST, forgives=50))
    assert (card.balance, card.debt, card.rows[-1].debt) == (0, 0, -50)
