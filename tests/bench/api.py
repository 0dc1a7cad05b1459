"""The API next to a static route of the same server, and next to itself: full, and with many signing in."""

import json
import random
import re
import statistics
import subprocess
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher

SECONDS, CONNECTIONS, RUNS = 3, 4, 5
REFERENCE = "/web/health"  # auth="none" with a static answer
BARS = {"me": 0.65, "me/points": 0.55, "home": 0.45, "vouchers": 0.4}
FEW, MANY, FLAT = 1_000, 200_000, 1.1  # members, and how much dearer a request may be with many
SIGN_INS, SIGN_IN_BAR = 20, 1.3  # one after the other, times the password hash alone
CROWD, CROWD_BAR, ROUNDS, CALM = 20, 2.0, 3, 200  # at once, and how much slower GET me may be meanwhile; how often
MEMBER = {"identifier": "member@example.com", "password": "member"}
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)  # as mcrm_api/passwords.py


def rows(bench):
    """
    :param bench: what `setup/bench` offers: `serve(workers, prepare)`, `shell(module, function)`, `wrk()`
    :return: rows of the table (list of dict)
    """
    wrk = bench.wrk()
    with bench.serve(workers=2, prepare="tests.bench.api_data") as address:
        token = _token(address)  # one for all: an address may sign in a hundred times in ten minutes
        found = [_route(address, wrk, token, name, bar) for name, bar in BARS.items()]
        found += [_sign_in(address), _crowd(address, token)]
        found += _growth(address, wrk, token, bench)
    return found


def _route(address, wrk, token, name, bar):
    url = f"{address}/mcrm/api/v1/{name}"
    _rate(url, token, wrk)  # warms the workers up
    ratios = [_rate(url, token, wrk) / _rate(address + REFERENCE, token, wrk) for _run in range(RUNS)]
    return _row(f"GET {name}", ratios, bar, "higher", "static route")


def _growth(address, wrk, token, bench):
    """Time per request with many members, over that with few: measured before and after in the same run."""
    bench.shell("tests.bench.api_data", "grow", FEW)
    few = {name: _settled(address, wrk, token, name) for name in BARS}
    bench.shell("tests.bench.api_data", "grow", MANY - FEW)
    many = {name: _settled(address, wrk, token, name) for name in BARS}
    title = f"GET %s, {MANY // 1000},000 members"
    return [
        _row(
            title % name,
            [b / a for a, b in zip(many[name], few[name], strict=True)],
            FLAT,
            "lower",
            f"the same, {FEW // 1000},000",
        )
        for name in BARS
    ]


def _settled(address, wrk, token, name):
    """:return: requests a second over those of the static route, as the machine's mood changes (list of float)"""
    url = f"{address}/mcrm/api/v1/{name}"
    _rate(url, token, wrk)
    return sorted(_rate(url, token, wrk) / _rate(address + REFERENCE, token, wrk) for _run in range(RUNS))


def _sign_in(address):
    encoded = HASHER.hash(MEMBER["password"])
    ratios = []
    for _run in range(SIGN_INS):
        alone = _seconds(lambda: HASHER.verify(encoded, MEMBER["password"]))
        ratios.append(_seconds(lambda: _token(address)) / alone)
    return _row("POST auth/login", ratios, SIGN_IN_BAR, "lower", "its password hash")


def _crowd(address, token):
    """p50 of GET me while twenty sign in, rightly and wrongly, over p50 without them."""
    ask = lambda: _call(address, "me", token=token)  # noqa: E731
    calm = [_seconds(ask) for _time in range(CALM)]
    busy = []
    for _round in range(ROUNDS):
        with ThreadPoolExecutor(CROWD) as crowd:
            guests = [crowd.submit(_sign_in_patiently, address, number) for number in range(CROWD)]
            while not all(guest.done() for guest in guests):
                busy.append(_seconds(ask))
    ratio = statistics.median(busy) / statistics.median(calm)
    return _row(f"GET me, {CROWD} signing in (p50)", [ratio], CROWD_BAR, "lower", "GET me alone")


def _sign_in_patiently(address, number):
    """Like a client that comes back when it is told to."""
    wrong = {"identifier": f"nobody{number}@example.com", "password": "wrong"}
    while True:
        try:
            return _call(address, "auth/login", wrong if number % 2 else MEMBER)
        except urllib.error.HTTPError as error:
            if error.code != 503:
                return error.read()
            time.sleep(float(error.headers["Retry-After"]) * random.random())


def _seconds(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _token(address):
    return _call(address, "auth/login", MEMBER)["access_token"]


def _call(address, path, body=None, token=""):
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    request = urllib.request.Request(f"{address}/mcrm/api/v1/{path}", body and json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=60) as reply:
        return json.load(reply)


def _rate(url, token, wrk):
    """:return: requests per second, all answered well (float)"""
    line = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-H", f"Authorization: Bearer {token}", url]
    text = subprocess.run(line, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in text or "Socket errors" in text:
        raise RuntimeError(f"{url} was not always answered:\n{text}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1])


def _row(name, ratios, bar, better, reference):
    return {
        "suite": "api",
        "name": name,
        "ratio": round(statistics.median(ratios), 3),
        "bar": bar,
        "better": better,
        "reference": reference,
        "runs": len(ratios),
    }
