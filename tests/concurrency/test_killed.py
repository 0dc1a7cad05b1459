"""The server dies between any two statements: all of a call is there, or nothing; sent again, it is there once."""

from itertools import count

import pytest

from .killed import AFTER_COMMIT, BEFORE_COMMIT, gets_through
from .office import EARNED, REWARD_COST

EARNED_THREE = 3 * EARNED - 2  # the promo takes Rp2.000 off; what is paid by points earns


@pytest.fixture(scope="module", autouse=True)
def served(office):
    """Who dies is the child of a server that has served before: no child fills the caches again."""
    member = office.members(1, points=2 * REWARD_COST)[0]
    sold = office.order(member, spends=1, voucher_ids=office.vouchers([member]))
    office.call(office.sync(sold))
    for work in (office.sync(office.refund(sold["uuid"])), office.claim(member), office.redeem(member)):
        office.call(work)


@pytest.fixture
def guest(office):
    """:return: a member with points for one reward, and a voucher of theirs (ids)"""
    member = office.members(1, points=REWARD_COST)[0]
    return member, office.vouchers([member])[0]


def kill(office, work, wanted):
    """Kill the server before each statement in turn, until the call gets to its end; then send it once more.

    :param int wanted: how many statements the call has at least
    """
    before = office.state()
    assert not gets_through(office, work, BEFORE_COMMIT)
    assert office.state() == before
    for number in count(1):
        survived = gets_through(office, work, number)
        done = office.state()
        if survived or done != before:  # other tills are told in a statement after the commit
            break
    assert number > wanted, "that call does next to nothing"
    print(f"\ndied before each of {number} statements")
    office.call(work)
    assert office.state() == done, f"killed before statement {number}, then sent again, it did more"


def kill_after_commit(office, work):
    """Kill the server with everything committed and nobody told; sent again, the call changes nothing more."""
    before = office.state()
    assert not gets_through(office, work, AFTER_COMMIT)
    done = office.state()
    assert done != before
    office.call(work)
    assert office.state() == done


def test_an_order_with_everything(office, guest):
    member, voucher = guest
    kill(office, office.sync(office.order(member, products=3, spends=1, voucher_ids=[voucher])), wanted=40)
    assert office.cards(member) == [(EARNED_THREE, "available")]  # the points spent were those there before
    assert office.cards(member, "promo") == [(0, "used")]
    kill_after_commit(office, office.sync(office.order(member, products=3, spends=1, voucher_ids=[voucher])))
    assert office.cards(member) == [(2 * EARNED_THREE - REWARD_COST, "available")]


def test_a_refund(office, guest):
    member, voucher = guest
    sold = [office.order(member, products=3, spends=1, voucher_ids=[voucher]), office.order(member)]
    for order in sold:
        office.call(office.sync(order))
    refunds = [office.sync(office.refund(order["uuid"])) for order in sold]
    kill(office, refunds[0], wanted=40)
    kill_after_commit(office, refunds[1])


def test_a_claim(office):
    member, other = office.members(2)
    kill(office, office.claim(member, "one"), wanted=5)
    assert [state for _points, state in office.cards(member, "promo")] == ["available"]
    kill_after_commit(office, office.claim(other, "one"))
    assert len(office.cards(other, "promo")) == 1


def test_a_reward_bought_with_points(office):
    member, other = office.members(2, points=REWARD_COST)
    kill(office, office.redeem(member, "one"), wanted=5)
    kill_after_commit(office, office.redeem(other, "one"))
    for guest in (member, other):
        assert (office.cards(guest), len(office.cards(guest, "reward"))) == ([(0, "available")], 1)
