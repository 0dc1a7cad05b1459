"""Several tills and phones at the same moment: nothing lost, nothing doubled, nothing negative."""

from .office import EARNED, REWARD_COST, TILLS

ROUNDS = 40  # of orders, which cost Odoo the most
MANY = 100  # of what is cheap


def rounds(subjects, work):
    """:return: for each subject, the same wish of each till (list of list)"""
    return [[work(subject) for _till in range(TILLS)] for subject in subjects]


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


def test_one_balance_at_several_tills(office, race):
    members = office.members(ROUNDS, points=REWARD_COST)
    orders = [[office.order(member, till, products=0, spends=1) for till in range(TILLS)] for member in members]
    answers = race.run([[office.sync(data) for data in row] for row in orders])
    assert answers == [["paid"] * TILLS] * ROUNDS
    assert [office.cards(member) for member in members] == [[(0, "available")]] * ROUNDS


def test_the_first_purchases_of_a_new_member(office, race):
    members = office.members(ROUNDS)
    orders = [[office.order(member, till) for till in range(TILLS)] for member in members]
    answers = race.run([[office.sync(data) for data in row] for row in orders])
    assert answers == [["paid"] * TILLS] * ROUNDS
    assert [office.cards(member) for member in members] == [[(TILLS * EARNED, "available")]] * ROUNDS


def test_one_order_sent_several_times(office, race):
    members = office.members(ROUNDS)
    orders = [office.order(member) for member in members]
    answers = race.run(rounds(orders, office.sync))
    assert answers == [["paid"] * TILLS] * ROUNDS
    assert office.paid(*orders) == ROUNDS
    assert [office.cards(member) for member in members] == [[(EARNED, "available")]] * ROUNDS


def test_one_balance_redeemed_in_several_apps(office, race):
    members = office.members(MANY, points=REWARD_COST)
    answers = race.run(rounds(members, office.redeem))
    assert [sorted(map(str, row)) for row in answers] == [["True", *["points_insufficient"] * (TILLS - 1)]] * MANY
    for member in members:
        assert (office.cards(member), len(office.cards(member, "reward"))) == ([(0, "available")], 1)


def test_one_wish_sent_several_times(office, race):
    members = office.members(MANY)
    answers = race.run([[office.claim(member, "one") for _phone in range(TILLS)] for member in members])
    assert answers == [[True] * TILLS] * MANY
    assert [len(office.cards(member, "promo")) for member in members] == [1] * MANY


def test_the_last_vouchers_of_a_promo(office, race):
    """Everybody wants the promo at once, and nobody gets more than there is."""
    left = MANY
    office.promo_left(left)
    wishes = [[office.claim(member) for member in office.members(TILLS)] for _round in range(MANY // TILLS + 5)]
    answers = [answer for row in race.run(wishes) for answer in row]
    assert (answers.count(True), answers.count("promo_quota_exhausted")) == (left, len(answers) - left)
    office.promo_left(None)


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
