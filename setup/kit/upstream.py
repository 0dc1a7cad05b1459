"""Odoo's own tests of what we build on, without our addons and with them: nothing may fail that did not before."""

import re

from . import database, install, odoo, odoolog, paths
from .progress import say, step
from .run import CommandFailed

MODULES = ("loyalty", "pos_loyalty", "pos_restaurant", "pos_restaurant_loyalty")
PORT = 8284
QUIET = ("--stop-after-init", "--max-cron-threads=0")
# All tests without a browser, and of each module those journeys that meet what we change
CHOSEN = (
    "/loyalty",
    "/pos_loyalty:TestPOSLoyaltyHistory",
    "/pos_loyalty:TestPOSLoyaltyProductLoading",
    "/pos_loyalty:TestUnlinkReward",
    "/pos_loyalty:TestUi.test_refund_with_gift_card",
    "/pos_restaurant:TestPosRestaurantFlow",
    "/pos_restaurant:TestFrontend.test_06_split_bill_screen",
    "/pos_restaurant_loyalty",
)
FAILED = re.compile(r" ERROR \S+ \S+: (?:FAIL|ERROR): (?P<name>\w+\.\w+)")


def failed(file):
    """:return: the names of the tests that a log calls failed (set of str)"""
    return {found["name"] for found in FAILED.finditer(file.read_text(errors="replace"))}


def _trial(base, name, addons, tags):
    """:return: how many tests ran (int), the names of those that failed (set of str)"""
    database.clone(base, name)
    with step(f"Odoo's own tests, {'with our addons' if addons else 'without us'}") as current:
        # Installed first, then tested: as in a café's database, where our addons are already there
        odoo.run("-d", name, "-i", ",".join((*MODULES, *addons)), "--no-http", *QUIET, log=f"{name}-install")
        try:
            arguments = ("--test-tags", ",".join(tags), "--http-port", PORT)
            log = odoo.run("-d", name, *arguments, *QUIET, log=name)
        except CommandFailed:
            log = paths.LOGS / f"{name}.log"
        ran, names = odoolog.tests(log), failed(log)
        current.label += f" ({ran} tests, {len(names)} failed)"
    database.drop(name)
    return ran, names


def run(base, everything):
    """Run them.

    :param str base: database with Odoo's point of sale
    :param bool everything: all of them, for an hour; else those that tell most, in minutes
    :return: failures (list of str)
    """
    install.chromium()
    tags = [f"/{module}" for module in MODULES] if everything else CHOSEN
    ran, theirs = _trial(base, "mcrm_test_upstream_ours", paths.ADDONS, tags)
    if not ran:
        return ["none of Odoo's own tests ran"]
    if not theirs:
        return []
    ran_without, known = _trial(base, "mcrm_test_upstream", (), tags)
    say(f"  fail without our addons too: {', '.join(sorted(theirs & known)) or 'none'}")
    failures = [f"{name} fails with our addons only" for name in sorted(theirs - known)]
    return failures + ([f"{ran} tests ran with our addons, {ran_without} without"] if ran != ran_without else [])
