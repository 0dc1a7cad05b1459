"""The stages of `setup/test`. Each takes the options and gives the failures as texts (list of str)."""

import os
import queue
import subprocess
import sys
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from . import check, database, demo, fuzz, install, odoo, odoolog, odootests, paths, translations
from . import upstream as upstream_tests
from .progress import say, step
from .run import CommandFailed, quiet

BASE_DB = "mcrm_test_base"
BASE_MODULES = ("point_of_sale", "phone_validation")  # what the lowest addon stands on
LANES = 2  # installations at once
FIRST_PORT = 8270
NO_TESTS = 5  # pytest's status when a keyword chose none
QUIET = ("--stop-after-init", "--max-cron-threads=0")


def lint(options):
    return [f"{name}: see above" for name in check.run()]


def _program(label, line, env=None, fine=(0,)):
    """:return: the output of a program that did not end with a `fine` status, in a list, or nothing (list of str)"""
    with step(label) as current:
        done = subprocess.run(list(map(str, line)), cwd=paths.ROOT, env=env, capture_output=True, text=True)
        current.failed = done.returncode not in fine
    if current.failed:
        return [f"{label}\n{done.stdout}\n{done.stderr}"]
    say(f"  {(done.stdout.strip().splitlines() or [''])[-1]}")
    return []


def _pytest(label, *arguments, keyword="", env=None):
    chosen = ["-k", keyword] if keyword else []
    fine = (0, NO_TESTS) if keyword else (0,)
    return _program(label, [sys.executable, "-m", "pytest", *arguments, *chosen], env=env, fine=fine)


def unit(options):
    return _pytest("Unit and architecture (pytest)", "tests/unit", "tests/architecture", keyword=options.keyword)


def js(options):
    files = sorted((paths.TESTS / "js").glob("*.test.mjs"))
    line = [install.node() / "node", "--test", "--test-reporter=dot", *files]
    return _program(f"JavaScript core ({len(files)} files, node --test)", line) if files else []


def _base():
    """Have the database that the installation trials start from."""
    if not database.exists(BASE_DB):
        with step("Database with Odoo's point of sale"):
            odoo.run("-d", BASE_DB, "-i", ",".join(BASE_MODULES), *QUIET, "--no-http", log=BASE_DB)


def _complaints(title, file):
    return [f"{title}: {text}" for text in odoolog.problems(file)]


def _life(name, addons, port, keyword):
    """Install (with tests), upgrade and uninstall addons on a database of their own; nothing when no test has the name.

    :return: (how many tests ran, failures)
    """
    chosen = [tag for addon in addons for tag in odootests.tags(addon, keyword)]
    if not chosen:
        return 0, []
    database.clone(BASE_DB, name)
    failures, ran = [], 0
    tags = ",".join(chosen)
    steps = (
        ("install and test", ["-d", name, "-i", ",".join(addons), "--test-tags", tags, "--http-port", port, *QUIET]),
        ("upgrade", ["-d", name, "-u", ",".join(addons), "--no-http", *QUIET]),
        ("uninstall", ["module", "uninstall", "-d", name, *addons]),
    )
    for verb, arguments in steps:
        title = f"{verb} {' '.join(addons)}"
        try:
            file = odoo.run(*arguments, log=f"{name}-{verb.split()[0]}")
        except CommandFailed as failed:
            file = paths.LOGS / f"{name}-{verb.split()[0]}.log"
            failures += _complaints(title, file) or [f"{title}: {failed}"]
            ran += odoolog.tests(file)
            break
        failures += _complaints(title, file)
        ran += odoolog.tests(file)
        if verb == "install and test" and len(addons) == len(paths.ADDONS):
            failures += translations.outdated(name)
    database.drop(name)
    return ran, failures


def addons(options):
    """Each addon alone, two at a time: install with its tests, upgrade, uninstall; the log stays clean."""
    install.chromium()
    _base()
    ports = queue.SimpleQueue()
    for lane in range(LANES):
        ports.put(FIRST_PORT + 2 * lane)

    def life(addon):
        port = ports.get()
        try:
            with step(f"{addon} alone: install, test, upgrade, uninstall") as current:
                ran, failures = _life(f"mcrm_test_{addon}", [addon], port, options.keyword)
                current.label += f" ({ran} tests)"
                current.failed = bool(failures)
            return failures
        finally:
            ports.put(port)

    with ThreadPoolExecutor(LANES) as lanes:
        return [failure for failures in lanes.map(life, options.addons) for failure in failures]


def together(options):
    """All addons on one database: install with all tests, upgrade, uninstall; the log stays clean."""
    install.chromium()
    _base()
    with step("All addons together: install, test, upgrade, uninstall") as current:
        ran, failures = _life("mcrm_test_all", list(paths.ADDONS), FIRST_PORT + 2 * LANES, options.keyword)
        current.label += f" ({ran} tests)"
        current.failed = bool(failures)
    return failures


def e2e(options):
    """The journeys, in real Chromium on a copy of the demo café."""
    browser = install.chromium()
    demo.bring_up_to_date(demo.TEST_DB, fresh=True)
    copy, port = f"{demo.TEST_DB}_run", FIRST_PORT + 2 * LANES + 2
    database.clone(demo.TEST_DB, copy)
    with odoo.serve(copy, port, log="e2e-server") as address:
        env = {**os.environ, "MCRM_URL": address, "MCRM_DB": copy, "CHROMIUM": browser}
        failures = _pytest("Journeys in Chromium", "tests/e2e", keyword=options.keyword, env=env)
    for log in (f"{demo.TEST_DB}-install", f"{demo.TEST_DB}-cafe", "e2e-server"):
        failures += _complaints(log, paths.LOGS / f"{log}.log")
    database.drop(copy)
    return failures


def concurrency(options):
    """Tills and phones at the same moment, and servers that die between two statements, on committed data."""
    name = "mcrm_test_concurrency"
    _base()
    database.clone(BASE_DB, name)
    with step("Database for the races"):
        odoo.run("-d", name, "-i", "mcrm_loyalty", "--no-http", *QUIET, log=name)
    env = odoo.env(MCRM_DB=name)
    failures = _pytest("Races", "tests/concurrency", "-p", "no:warnings", keyword=options.keyword, env=env)
    database.drop(name)
    return failures


def contract(options):
    """A running server keeps the contract it publishes, whatever it is asked."""
    demo.bring_up_to_date(demo.TEST_DB, fresh=True)
    copy, port = f"{demo.TEST_DB}_contract", FIRST_PORT + 2 * LANES + 4
    database.clone(demo.TEST_DB, copy)
    with odoo.serve(copy, port, "--workers=2", "--max-cron-threads=0", log="contract-server") as address:
        env = {**os.environ, "MCRM_URL": address}
        failures = _pytest("Ten at once", "tests/contract", keyword=options.keyword, env=env)
        failures += fuzz.run(address, paths.LOGS / "contract-server.log", cases=5, seed=1)
    database.drop(copy)
    return failures


def upstream(options):
    """Odoo's own tests of loyalty and of the restaurant, with our addons installed."""
    _base()
    return upstream_tests.run(BASE_DB, everything=options.upstream)


def wheels(options):
    """Each addon builds as a Python package that contains its manifest."""
    failures = []
    with tempfile.TemporaryDirectory() as folder, step("Addons as wheels"):
        sources = [paths.ROOT / addon for addon in options.addons]
        quiet([sys.executable, "-m", "pip", "wheel", "--no-deps", "-w", folder, *sources], "wheels")
        built = {file.name.split("-")[0]: zipfile.ZipFile(file).namelist() for file in Path(folder).glob("*.whl")}
    for addon in options.addons:
        if f"odoo/addons/{addon}/__manifest__.py" not in built.get(f"odoo_addon_{addon}", ()):
            failures.append(f"{addon} does not build as a wheel: {sorted(built)}")
    return failures


ALL = {
    "check": lint,
    "unit": unit,
    "js": js,
    "wheels": wheels,
    "addons": addons,
    "together": together,
    "concurrency": concurrency,
    "upstream": upstream,
    "contract": contract,
    "e2e": e2e,
}
FAST = ("check", "unit", "js")
