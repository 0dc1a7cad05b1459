"""Two tills in two browsers, and networks that fail at the worst moment."""

import pytest

from . import people
from .conftest import DESKTOP, TIMEOUT
from .test_journey import BASKET, DISCOUNTED, EARNED, PROMO, TOTAL
from .till import Till

SYNC = "**/sync_from_ui"


@pytest.fixture
def other_till(launch, url, camera):
    """A till in a browser of its own."""
    context = launch().new_context(base_url=url, locale="id-ID", timezone_id="Asia/Jakarta", **DESKTOP)
    context.set_default_timeout(TIMEOUT)
    return Till(context.new_page(), camera)


def serve(till, table, member_qr):
    """Serve the usual basket to a member."""
    till.sit_at(table)
    for product in BASKET:
        till.add(product)
    said = till.scan(member_qr)
    assert till.customer() in said, said


def claim(api):
    """:return: a voucher of the promo, as the API tells it (dict)"""
    promo = next(promo for promo in api.get("promos")["items"] if promo["title"].startswith(PROMO))
    status, voucher = api.post(f"promos/{promo['id']}/claim")
    assert status == 201, voucher
    return voucher


def entries(api):
    """:return: kind and points of the member's ledger, newest first (list of tuple)"""
    return [(row["kind"], row["points"]) for row in api.get("me/points/history")["items"]]


def assert_refused(till, text):
    """A scan leaves the order as it is."""
    customer = till.customer()
    said = till.scan(text)
    assert (till.total(), till.customer()) == (TOTAL, customer), said


def test_one_voucher_at_two_tills(api, backend, till, other_till):
    """The second till is told while the first one still serves, and again after it has paid."""
    people.register(api, backend)
    voucher, member = claim(api), api.get("me/qr")["text"]
    for each, table in ((till, 1), (other_till, 2)):
        each.sign_in().open()
        serve(each, table, member)
    till.scan(voucher["qr"])
    assert till.total() == DISCOUNTED
    assert_refused(other_till, voucher["qr"])
    till.pay()
    till.receipt()
    assert_refused(other_till, voucher["qr"])
    other_till.pay()
    other_till.receipt()
    assert api.get(f"vouchers/{voucher['id']}")["state"] == "used"
    assert sorted(entries(api)) == [("earn", EARNED), ("earn", TOTAL / 1000)]


def test_one_member_at_two_tills(api, backend, till, other_till):
    people.register(api, backend)
    member = api.get("me/qr")["text"]
    for each, table in ((till, 3), (other_till, 4)):
        each.sign_in().open()
        serve(each, table, member)
    till.pay()
    other_till.pay()
    till.receipt()
    other_till.receipt()
    assert entries(api) == [("earn", TOTAL / 1000)] * 2
    assert api.get("me/points")["balance"] == 2 * TOTAL / 1000


def test_an_answer_that_never_arrives_is_asked_for_again(api, backend, till):
    """The server has booked, the till does not know: it sends the order again, and nothing is booked twice."""
    people.register(api, backend)
    till.sign_in().open()
    serve(till, 5, api.get("me/qr")["text"])
    till.page.route(SYNC, lambda route: (route.fetch(), route.abort()))
    with till.page.expect_event("requestfailed", lambda request: request.url.endswith("sync_from_ui")):
        till.pay()
    assert entries(api) == [("earn", TOTAL / 1000)]
    till.page.unroute(SYNC)
    with till.page.expect_response(SYNC) as answer:
        till.page.reload()
    assert answer.value.ok
    assert entries(api) == [("earn", TOTAL / 1000)]
    assert len(api.get("me/orders")["items"]) == 1


def test_a_tab_closed_right_after_paying_loses_nothing(api, backend, till):
    people.register(api, backend)
    till.sign_in().open()
    serve(till, 6, api.get("me/qr")["text"])
    with till.page.expect_response(SYNC):
        till.pay()
    till.page.close()
    assert entries(api) == [("earn", TOTAL / 1000)]
