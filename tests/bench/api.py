"""Requests per second of the API, next to a static route of the same server."""

import json
import re
import statistics
import subprocess
import urllib.request

SECONDS, CONNECTIONS, RUNS = 3, 4, 5
REFERENCE = "/web/health"  # auth="none" with a static answer
BARS = {"home": 0.45}
MEMBER = {"identifier": "member@example.com", "password": "member"}


def _token(address):
    request = urllib.request.Request(
        f"{address}/mcrm/api/v1/auth/login", json.dumps(MEMBER).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=30) as reply:
        return json.load(reply)["access_token"]


def _rate(url, token, wrk):
    """:return: requests per second, all answered well (float)"""
    line = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-H", f"Authorization: Bearer {token}", url]
    text = subprocess.run(line, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in text or "Socket errors" in text:
        raise RuntimeError(f"{url} was not always answered:\n{text}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1])


def rows(bench):
    """Measure each route of BARS.

    :param bench: what `setup/bench` offers: `serve(workers)`, `wrk()`
    :return: rows of the table (list of dict)
    """
    wrk = bench.wrk()
    with bench.serve(workers=2) as address:
        token = _token(address)
        measured = []
        for name, bar in BARS.items():
            url = f"{address}/mcrm/api/v1/{name}"
            _rate(url, token, wrk)  # warms the workers up
            ratios = [_rate(url, token, wrk) / _rate(address + REFERENCE, token, wrk) for _run in range(RUNS)]
            measured.append(
                {
                    "suite": "api",
                    "name": f"GET {name}",
                    "ratio": round(statistics.median(ratios), 3),
                    "bar": bar,
                    "better": "higher",
                    "reference": "static route",
                    "runs": RUNS,
                }
            )
    return measured
