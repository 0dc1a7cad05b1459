"""Odoo loaded in this process, on the database that `setup/test` prepared."""

import os
import threading
from types import SimpleNamespace

import pytest

from odoo.service import model, server
from odoo.tools import config

AT_LEAST = 2000  # attempts that all races together make

# Before the tests are imported, since they import our addons
config.parse_config(["-d", os.environ["MCRM_DB"], "--no-http", "--log-level=critical"], setup_logging=True)
server.load_server_wide_modules()
# Odoo waits up to half a minute between tries; the same waits, shorter
moment = threading.Event()
model.time = SimpleNamespace(sleep=lambda seconds: moment.wait(seconds / 20))


@pytest.fixture(scope="session")
def office():
    from .office import Office

    return Office(os.environ["MCRM_DB"])


@pytest.fixture(scope="session")
def race(office, request):
    from .race import Race

    race = Race(office)
    yield race
    whole = not request.config.getoption("keyword")
    assert race.attempts >= AT_LEAST or not whole, f"{race.attempts} attempts are not enough to tell"
    print(f"\n{race.attempts} attempts")


@pytest.fixture(autouse=True)
def sound(office):
    """After each test the ledger holds what it promises."""
    from .invariants import broken

    yield
    assert broken(office) == {}
