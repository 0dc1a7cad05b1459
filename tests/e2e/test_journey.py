"""One evening at the café: from registering to the e-nota, through the real app and the real till."""

import os
import re
import signal

from . import people

PROMO = "Diskon 20%"
BASKET = ("Kafe Latte", "Nasi Goreng Kampung")
TOTAL = 53000
DISCOUNTED = 42400  # 20 % off
EARNED = 42  # 1 point per Rp1.000, whole points only


def digits(text):
    return int(re.sub(r"\D", "", text))


def test_a_new_member_registers_and_wrong_fields_are_named(api, backend):
    guest = people.somebody()
    wrong = {**people.form(guest), "email": "no-at-sign", "phone": "12", "birth_date": "3000-01-01", "surprise": 1}
    status, problem = api.post("auth/register", wrong)
    assert status == 422
    assert {"email", "phone", "birth_date", "surprise"} <= set(problem["fields"])
    member = people.register(api, backend)
    assert api.get("me")["name"] == member.name


def test_member_earns_and_uses_a_promo(api, backend, app, till):
    guest = people.register(api, backend)
    app.sign_in(guest.email, guest.password)
    assert app.balance() == 0
    assert app.at("promo-card").count() >= 3
    till.sign_in().open().sit_at(1)
    for product in BASKET:
        till.add(product)
    assert till.total() == TOTAL

    assert guest.name in till.scan(app.member_qr())
    assert guest.name in till.customer()

    app.claim(PROMO)
    voucher = app.voucher_qr(PROMO)
    till.scan(voucher)
    assert till.total() == DISCOUNTED

    till.pay()
    assert f"+{EARNED}" in till.receipt().split()

    assert app.balance() == EARNED
    order = api.get("me/orders")["items"][0]
    assert order["total"] == {"amount": DISCOUNTED, "currency": "IDR"}
    history = api.get("me/points/history")["items"]
    assert [(row["kind"], row["points"], row["balance"]) for row in history] == [("earn", EARNED, EARNED)]
    app.open("/mcrm/orders")
    app.at("order-row").first.click()
    assert digits(app.at("nota-total").inner_text()) == DISCOUNTED
    assert app.at("nota-line").count() == len(BASKET) + 1
    assert "Tunai" in app.at("nota").inner_text()
    assert api.get("vouchers?state=used")["items"][0]["title"].startswith(PROMO)


def test_a_wedge_scanner_does_the_same(api, backend, app, till):
    guest = people.register(api, backend)
    app.sign_in(guest.email, guest.password)
    till.sign_in().open().sit_at(2)
    till.wedge(app.member_qr())
    till.page.locator(f".product-screen .set-partner:has-text('{guest.name}')").first.wait_for()


def test_killing_the_till_right_after_payment_loses_nothing(api, backend, till):
    people.register(api, backend)
    promo = next(promo for promo in api.get("promos")["items"] if promo["title"].startswith(PROMO))
    _status, voucher = api.post(f"promos/{promo['id']}/claim")
    till.sign_in().open().sit_at(3)
    for product in BASKET:
        till.add(product)
    till.scan(api.get("me/qr")["text"])
    till.scan(voucher["qr"])
    with till.page.expect_response("**/sync_from_ui"):
        till.pay()
    _kill(till.page)
    assert api.get("me/points")["balance"] == EARNED
    assert api.get(f"vouchers/{voucher['id']}")["state"] == "used"


def _kill(page):
    """End the browser the hard way: no page gets to say goodbye."""
    session = page.context.browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    for process in processes:
        if process["type"] == "browser":
            os.kill(process["id"], signal.SIGKILL)
