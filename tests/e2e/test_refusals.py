"""What the till refuses, in words, leaving the order as it is."""

import pytest

from . import people

PRODUCT = "Nasi Goreng Kampung"


@pytest.fixture
def claimed(api, backend):
    """:return: (the guest, a voucher of the 20 % promo just claimed)"""
    guest = people.register(api, backend)
    promo = next(promo for promo in api.get("promos")["items"] if promo["title"].startswith("Diskon 20%"))
    status, voucher = api.post(f"promos/{promo['id']}/claim")
    assert status == 201
    return guest, voucher


def refused(till, text):
    """Scan, and see that it changes nothing.

    :return: what the till says (str)
    """
    before = (till.total(), till.customer(), till.lines())
    said = till.scan(text)
    assert (till.total(), till.customer(), till.lines()) == before
    return said


def other_character(text):
    return text[:-1] + ("B" if text[-1] == "A" else "A")


def test_forged_expired_and_foreign_codes(claimed, api, backend, till):
    guest, voucher = claimed
    till.sign_in().open().sit_at(4).add(PRODUCT)
    assert "bukan buatan kami" in refused(till, other_character(voucher["qr"]))
    assert "bukan buatan kami" in refused(till, other_character(api.get("me/qr")["text"]))

    card = backend.read("loyalty.card", [["partner_id.name", "=", guest.name], ["mcrm_role", "=", "promo"]], ["code"])[
        0
    ]
    backend.call("loyalty.card", "write", [card["id"]], {"expiration_date": "2020-01-01"})
    assert "2020" in refused(till, voucher["qr"])
    backend.call("loyalty.card", "write", [card["id"]], {"expiration_date": False})

    api.sign_in("member@example.com", "member")
    till.scan(api.get("me/qr")["text"])
    assert "member lain" in refused(till, voucher["qr"])


def test_a_used_voucher_is_refused_with_when_and_where(claimed, till):
    _guest, voucher = claimed
    till.sign_in().open().sit_at(5).add(PRODUCT)
    till.scan(voucher["qr"])
    till.pay()
    till.receipt()
    till.open().sit_at(6).add(PRODUCT)
    assert "Kasir 1" in refused(till, voucher["qr"])


def test_an_unknown_code_is_left_to_odoo(till):
    till.sign_in().open().sit_at(11).add(PRODUCT)
    before = till.lines()
    till.wedge("8991234567890")
    till.page.locator(".o_notification").first.wait_for()
    assert till.lines() == before


def test_offline_the_sale_goes_on(claimed, till):
    _guest, voucher = claimed
    till.sign_in().open().sit_at(12).add(PRODUCT)
    till.page.context.set_offline(True)
    refused(till, voucher["qr"])
    till.pay()
    till.receipt()
    with till.page.expect_response("**/sync_from_ui") as arrived:
        till.page.context.set_offline(False)
    assert arrived.value.ok
