"""Ten equal requests at the same moment, to a running server with several workers: they make one thing."""

import json
import os
import secrets
import threading
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone

import pytest

BASE = f"{os.environ.get('MCRM_URL', '')}/mcrm/api/v1"
MEMBER = {"identifier": "member@example.com", "password": "member"}
CLIENTS = 10
AGAIN = (409, "request_in_flight")  # "already being handled": come back for the answer


def ask(method, path, body=None, token=None, key=None):
    """:return: (status, body) of one call"""
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    if key:
        headers["Idempotency-Key"] = key
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{BASE}/{path}", data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as reply:
            return reply.status, json.loads(reply.read() or b"null")
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def at_once(method, path, **kwargs):
    """:return: the answers to ten equal requests that start together (list of tuple)"""
    start = threading.Barrier(CLIENTS)

    def run(_number):
        start.wait(30)
        return ask(method, path, **kwargs)

    with ThreadPoolExecutor(CLIENTS) as clients:
        return list(clients.map(run, range(CLIENTS)))


def one_thing(answers, status):
    """:return: the one answer that all got who got one"""
    refused = {(each, body.get("code")) for each, body in answers if each != status}
    assert refused <= {AGAIN}, refused
    done = [body for each, body in answers if each == status]
    assert done, answers
    assert all(body == done[0] for body in done), done
    return done[0]


@pytest.fixture
def token():
    return ask("POST", "auth/login", MEMBER)[1]["access_token"]


@pytest.fixture
def key():
    return secrets.token_hex(16)


def test_a_promo_is_claimed_once(token, key):
    promo = next(each for each in ask("GET", "promos", token=token)[1]["items"] if each["claimable"])
    voucher = one_thing(at_once("POST", f"promos/{promo['id']}/claim", token=token, key=key), 201)
    vouchers = ask("GET", "vouchers?limit=100", token=token)[1]["items"]
    assert vouchers[0]["id"] == voucher["id"]
    assert ask("POST", f"promos/{promo['id']}/claim", token=token, key=key) == (201, voucher)


def test_a_reward_is_paid_once(token, key):
    reward = next(each for each in ask("GET", "rewards", token=token)[1]["items"] if each["affordable"])
    before = ask("GET", "me/points", token=token)[1]["balance"]
    one_thing(at_once("POST", f"rewards/{reward['id']}/redeem", token=token, key=key), 201)
    assert ask("GET", "me/points", token=token)[1]["balance"] == before - reward["points_price"]


def test_a_table_is_reserved_once(token, key):
    venue = ask("GET", "venues", token=token)[1]["items"][0]["id"]
    day = datetime.now(timezone.utc).date() + timedelta(days=3)
    slots = ask("GET", f"venues/{venue}/availability?date={day}&party_size=2", token=token)[1]["slots"]
    before = len(ask("GET", "reservations?limit=100", token=token)[1]["items"])
    wish = {"venue_id": venue, "start": slots[len(slots) // 2]["start"], "party_size": 2}
    one_thing(at_once("POST", "reservations", body=wish, token=token, key=key), 201)
    assert len(ask("GET", "reservations?limit=100", token=token)[1]["items"]) == before + 1


def test_a_refresh_token_is_exchanged_once():
    refresh = ask("POST", "auth/login", MEMBER)[1]["refresh_token"]
    answers = at_once("POST", "auth/refresh", body={"refresh_token": refresh})
    assert sorted(status for status, _body in answers) == [200] + [401] * (CLIENTS - 1)


def test_a_registration_with_a_key_is_one(key):
    number = secrets.randbelow(10**7)
    form = {
        "name": f"Rani Uji {number}",
        "email": f"rani{number}@example.com",
        "phone": f"0812-1{number:07}",
        "birth_date": "1997-05-20",
        "password": "kopi-tubruk-enak",
        "consents": [{"purpose": "terms", "version": "1"}],
    }
    one_thing(at_once("POST", "auth/register", body=form, key=key), 202)
