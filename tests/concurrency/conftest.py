"""Odoo loaded in this process, on the database that `setup/test` prepared."""

import os

import pytest

from .loading import hurry, load

AT_LEAST = 2000  # attempts that all races together make

load(os.environ["MCRM_DB"])  # before the tests are imported
hurry()


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
