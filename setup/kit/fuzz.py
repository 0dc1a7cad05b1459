"""Does a running server keep the contract it publishes? schemathesis makes requests from it, good and bad."""

import json
import subprocess
import sys
import urllib.request
from pathlib import Path

from . import odoolog, paths
from .progress import step

BASE = "/mcrm/api/v1"
MEMBER = {"identifier": "member@example.com", "password": "member"}
CONFIG = paths.TESTS / "contract/schemathesis.toml"
# what would end the session that the other requests need; without a session they are tried all the same
ENDS_SESSION = ("/auth/logout", "/me/sessions/{session_id}")


def run(address, log, cases, seed=None):
    """Try every operation, signed in and not.

    :param str address: of a server with the demo café
    :param Path log: what that server writes
    :param int cases: most requests that are made up for an operation, beside the systematic ones
    :param int seed: for the same requests each time; None for others
    :return: what was not as promised (list of str)
    """
    token = _token(address)
    spared = [option for path in ENDS_SESSION for option in ("--exclude-path", path)]
    runs = {
        "signed in": ["--phases", "examples,coverage,fuzzing", "-H", f"Authorization: Bearer {token}", *spared],
        "as a stranger": ["--phases", "examples,fuzzing"],
    }
    failures = []
    for who, options in runs.items():
        with step(f"Contract, {who}: {cases} cases an operation (schemathesis)") as current:
            seeded = ["--seed", str(seed)] if seed is not None else []
            found = _schemathesis(address, [*options, *seeded, "--max-examples", str(cases)])
            current.failed = bool(found)
            failures += found
    return failures + odoolog.problems(log) + _told(log, token)


def _token(address):
    data, headers = json.dumps(MEMBER).encode(), {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{address}{BASE}/auth/login", data, headers)
    with urllib.request.urlopen(request, timeout=30) as reply:
        return json.load(reply)["access_token"]


def _schemathesis(address, options):
    program = Path(sys.executable).parent / "schemathesis"
    line = [program, "--config-file", CONFIG, "run", f"{address}{BASE}/openapi.json", "--url", f"{address}{BASE}"]
    line += ["--checks", "all", "--continue-on-failure", "--request-timeout", "30", "--no-color", *options]
    done = subprocess.run(list(map(str, line)), cwd=paths.ROOT, capture_output=True, text=True)
    return [f"contract\n{done.stdout}\n{done.stderr}"] if done.returncode else []


def _told(log, token):
    """:return: whether the server wrote down what opens it (list of str)"""
    return [f"{log.name} tells a token"] if token in log.read_text(errors="replace") else []
