"""What the ledger promises when many book, use and hold the same thing at the same moment."""

from uuid import uuid4

from .office import REWARD_COST, TILLS

MANY = 64  # rounds


def test_one_balance_spent_by_several(office, race):
    members = office.members(MANY, points=REWARD_COST)
    cards = office.card_ids(members)
    answers = race.run([[office.spend(card, REWARD_COST) for _till in range(TILLS)] for card in cards])
    assert [sorted(map(str, row)) for row in answers] == [["1", *["points_insufficient"] * (TILLS - 1)]] * MANY
    assert [office.cards(member) for member in members] == [[(0, "available")]] * MANY


def test_points_come_in_and_go_out_at_once(office, race):
    """Whoever is first: what came in is there, what went out is gone, and nothing was spent that was not there."""
    members = office.members(MANY, points=REWARD_COST)
    answers = race.run(
        [
            [office.earn(card, 7), office.spend(card, REWARD_COST), office.earn(card, 5), office.spend(card, 1000)]
            for card in office.card_ids(members)
        ]
    )
    assert answers == [[1, 1, 1, "points_insufficient"]] * MANY
    assert [office.cards(member) for member in members] == [[(12, "available")]] * MANY


def test_one_booking_sent_several_times(office, race):
    """Half of the rounds only add points, which need no look at the card; half of them use some."""
    members = office.members(MANY, points=REWARD_COST)
    cards = office.card_ids(members)
    works = [(office.earn, 5) if number % 4 < 2 else (office.spend, 5) for number in range(MANY)]
    answers = race.run(
        [
            [book(card, points, key=f"test:{card}") for _till in range(TILLS)]
            for card, (book, points) in zip(cards, works, strict=True)
        ]
    )
    assert [sorted(row) for row in answers] == [[0] * (TILLS - 1) + [1]] * MANY
    changes = [points if book == office.earn else -points for book, points in works]
    assert [office.cards(member) for member in members] == [[(REWARD_COST + change, "available")] for change in changes]


def test_one_key_written_several_times(office, race):
    """Even who forgets the lock of the card writes no row twice: the last guard is the index."""
    cards = office.card_ids(office.members(MANY // 2, points=1))
    answers = race.run([[office.write_row(card, f"test:{card}") for _till in range(TILLS)] for card in cards])
    assert [sorted(row) for row in answers] == [[0] * (TILLS - 1) + [1]] * len(cards)


def test_one_voucher_used_up_by_several(office, race):
    members = office.members(MANY)
    orders = [office.order(members[0], till) for till in range(TILLS)]
    for data in orders:
        office.call(office.sync(data))
    order_ids = [office.order_id(data) for data in orders]
    vouchers = office.vouchers(members)
    answers = race.run([[office.consume(voucher, order_id) for order_id in order_ids] for voucher in vouchers])
    assert [sorted(map(str, row)) for row in answers] == [["False"] * (TILLS - 1) + ["True"]] * MANY
    winners = [order_ids[row.index(True)] for row in answers]
    used = dict(office.query("SELECT id, mcrm_used_order_id FROM loyalty_card WHERE id = ANY(%s)", vouchers))
    assert [used[voucher] for voucher in vouchers] == winners


def test_one_voucher_held_by_several_tills(office, race):
    """One till has it, the others are told; and it stays with whoever it was that got it."""
    vouchers = office.vouchers(office.members(MANY))
    orders = [[str(uuid4()) for _till in range(TILLS)] for _voucher in vouchers]
    works = [
        [office.hold(voucher, till, order) for till, order in enumerate(row)]
        for voucher, row in zip(vouchers, orders, strict=True)
    ]
    answers = race.run(works)
    assert [sorted(row) for row in answers] == [[[], *[["voucher_held"]] * (TILLS - 1)]] * MANY
    assert race.run(works[:10]) == answers[:10]
    winners = [row[answer.index([])] for row, answer in zip(orders, answers, strict=True)]
    held = dict(office.query("SELECT id, mcrm_hold_order FROM loyalty_card WHERE id = ANY(%s)", vouchers))
    assert [held[voucher] for voucher in vouchers] == winners


def test_a_voucher_held_while_it_is_used_up(office, race):
    """Who pays has it, whoever else holds it or wants to; afterwards nobody holds it."""
    members = office.members(MANY // 2)
    sold = office.order(members[0])
    office.call(office.sync(sold))
    order_id = office.order_id(sold)
    vouchers = office.vouchers(members)
    answers = race.run(
        [
            [office.consume(voucher, order_id), *(office.hold(voucher, till) for till in range(1, TILLS))]
            for voucher in vouchers
        ]
    )
    assert {row[0] for row in answers} == {True}
    assert all(row[1:].count([]) <= 1 for row in answers)
    left = office.query("SELECT DISTINCT mcrm_state, mcrm_hold_order FROM loyalty_card WHERE id = ANY(%s)", vouchers)
    assert left == [("used", None)]


def test_one_balance_redeemed_in_several_apps(office, race):
    members = office.members(MANY // 2, points=REWARD_COST)
    answers = race.run([[office.redeem(member) for _phone in range(TILLS)] for member in members])
    assert [sorted(map(str, row)) for row in answers] == [["True", *["points_insufficient"] * (TILLS - 1)]] * len(
        members
    )
    for member in members:
        assert (office.cards(member), len(office.cards(member, "reward"))) == ([(0, "available")], 1)


def test_one_wish_sent_several_times(office, race):
    members = office.members(MANY // 2)
    answers = race.run([[office.claim(member, "one") for _phone in range(TILLS)] for member in members])
    assert answers == [[True] * TILLS] * len(members)
    assert [len(office.cards(member, "promo")) for member in members] == [1] * len(members)


def test_the_last_vouchers_of_a_promo(office, race):
    """Everybody wants the promo at once, and nobody gets more than there is."""
    left = MANY
    office.promo_left(left)
    wishes = [[office.claim(member) for member in office.members(TILLS)] for _round in range(MANY // TILLS + 5)]
    answers = [answer for row in race.run(wishes) for answer in row]
    assert (answers.count(True), answers.count("promo_quota_exhausted")) == (left, len(answers) - left)
    office.promo_left(None)
