"""Several tills and phones at the same moment: nothing lost, nothing doubled, nothing negative."""

from .office import EARNED, REWARD_COST, TILLS

ROUNDS = 10  # whole orders cost Odoo the most; most attempts are made by test_ledger_races.py


def test_one_voucher_at_several_tills(office, race):
    members = office.members(ROUNDS)
    vouchers = office.vouchers(members)
    orders = [
        [office.order(member, till, voucher_ids=[voucher]) for till in range(TILLS)]
        for member, voucher in zip(members, vouchers, strict=True)
    ]
    answers = race.run([[office.sync(data) for data in row] for row in orders])
    assert answers == [["paid"] * TILLS] * ROUNDS
    for member, row in zip(members, orders, strict=True):
        assert office.paid(*row) == TILLS
        assert office.cards(member, "promo") == [(0, "used")]
        assert office.conflicts("voucher_gone", *row) == TILLS - 1


def test_one_balance_at_several_tills(office, race):
    members = office.members(ROUNDS, points=REWARD_COST)
    orders = [[office.order(member, till, products=0, spends=1) for till in range(TILLS)] for member in members]
    answers = race.run([[office.sync(data) for data in row] for row in orders])
    assert answers == [["paid"] * TILLS] * ROUNDS
    assert [office.cards(member) for member in members] == [[(0, "available")]] * ROUNDS
    assert [office.conflicts("balance_gone", *row) for row in orders] == [TILLS - 1] * ROUNDS


def test_the_first_purchases_of_a_new_member(office, race):
    members = office.members(ROUNDS)
    orders = [[office.order(member, till) for till in range(TILLS)] for member in members]
    answers = race.run([[office.sync(data) for data in row] for row in orders])
    assert answers == [["paid"] * TILLS] * ROUNDS
    assert [office.cards(member) for member in members] == [[(TILLS * EARNED, "available")]] * ROUNDS


def test_one_order_sent_several_times(office, race):
    members = office.members(ROUNDS)
    orders = [office.order(member) for member in members]
    answers = race.run([[office.sync(data) for _till in range(TILLS)] for data in orders])
    assert answers == [["paid"] * TILLS] * ROUNDS
    assert office.paid(*orders) == ROUNDS
    assert [office.cards(member) for member in members] == [[(EARNED, "available")]] * ROUNDS


def test_opposite_orders_of_cards_do_not_lock_each_other_out(office, race):
    """Two tills use the same two vouchers, one in this order, one in that."""
    members = office.members(ROUNDS)
    first, second = office.vouchers(members), office.vouchers(members)
    pairs = list(zip(members, first, second, strict=True))
    orders = [
        [office.order(member, 0, voucher_ids=[one, two]), office.order(member, 1, voucher_ids=[two, one])]
        for member, one, two in pairs
    ]
    answers = race.run([[office.sync(data) for data in row] for row in orders])
    assert answers == [["paid"] * 2] * ROUNDS
    assert [office.cards(member, "promo") for member in members] == [[(0, "used")] * 2] * ROUNDS


def test_sales_refunds_and_wishes_of_one_member_at_once(office, race):
    """A guest whom everybody serves: the sum comes out right all the same."""
    member = office.members(1, points=REWARD_COST * 10)[0]
    sold = [office.order(member, till % TILLS) for till in range(ROUNDS)]
    race.run([[office.sync(data)] for data in sold])
    rounds = [
        [
            office.sync(office.refund(data["uuid"], 0)),
            office.sync(office.order(member, 1)),
            office.sync(office.order(member, 2, spends=1)),
            office.redeem(member),
        ]
        for data in sold
    ]
    answers = race.run(rounds)
    assert [row[:3] for row in answers] == [["paid"] * 3] * ROUNDS
    assert {row[3] for row in answers} <= {True, "points_insufficient"}


def _sold(office):
    """:return: members with points, and for each an order of theirs, paid, that spends all of them (list, list)"""
    members = office.members(ROUNDS, points=REWARD_COST)
    orders = [office.order(member, spends=1) for member in members]
    for data in orders:
        office.call(office.sync(data))
    assert [office.cards(member) for member in members] == [[(EARNED, "available")]] * ROUNDS
    return members, orders


def test_one_order_refunded_at_two_tills(office, race):
    """Both tills pay the guest, but points come and go once."""
    members, orders = _sold(office)
    refunds = [[office.refund(data["uuid"], till) for till in range(2)] for data in orders]
    answers = race.run([[office.sync(data) for data in row] for row in refunds])
    assert answers == [["paid"] * 2] * ROUNDS
    assert [office.cards(member) for member in members] == [[(REWARD_COST, "available")]] * ROUNDS


def test_an_order_is_sent_again_while_it_is_refunded(office, race):
    members, orders = _sold(office)
    refunds = [office.refund(data["uuid"], 1) for data in orders]
    answers = race.run(
        [
            [office.sync(sale), office.sync(refund), office.sync(refund)]
            for sale, refund in zip(orders, refunds, strict=True)
        ]
    )
    assert answers == [["paid"] * 3] * ROUNDS
    assert office.paid(*refunds) == ROUNDS
    assert [office.cards(member) for member in members] == [[(REWARD_COST, "available")]] * ROUNDS


def test_points_end_while_they_are_spent_and_others_earned(office, race):
    """Two crons and two tills meet on cards whose points are past their day: these end once and pay for nothing."""
    members = office.members(ROUNDS, points=REWARD_COST)
    office.ending(members, 7)
    works = [
        [
            office.expire(members),
            office.expire([member]),
            office.sync(office.order(member, 0)),
            office.sync(office.order(member, 1, products=0, spends=1)),
        ]
        for member in members
    ]
    answers = race.run(works)
    assert answers == [["done", "done", "paid", "paid"]] * ROUNDS
    office.call(office.expire(members))
    assert [office.cards(member) for member in members] == [[(EARNED, "available")]] * ROUNDS
    ended = office.query(
        """SELECT sum(used), count(*) FROM loyalty_history WHERE mcrm_kind = 'expire' AND mcrm_partner_id = ANY(%s)
         GROUP BY mcrm_partner_id""",
        members,
    )
    assert ended == [(7, 1)] * ROUNDS
