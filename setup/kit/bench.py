"""`setup/bench`: ratios against a reference of the same run, a table and `bench.json`. Exit 1 when a bar is missed."""

import argparse
import contextlib
import importlib
import json
import subprocess
import sys

from . import cli, database, demo, fuzz, install, odoo, paths
from .progress import say, step
from .run import CommandFailed

SUITES = ("api", "ledger")
PORT = 8290
DB = "mcrm_bench"
FUZZ_CASES = 60  # an operation; all of them while one access token lasts
COLUMNS = (("suite", 12), ("name", 40), ("ratio", 9), ("bar", 9), ("reference", 26))


class Bench:
    """What a suite may use."""

    @staticmethod
    def wrk():
        """:return: the path of wrk, the load generator (str)"""
        return install.program("wrk", "wrk")

    @staticmethod
    def shell(module, function, *arguments):
        """Call a function of a module of ours with an Odoo environment of the served database."""
        odoo.shell(DB, module, function, *arguments, log="bench-shell")

    @staticmethod
    @contextlib.contextmanager
    def copy(name=DB):
        """A fresh copy of the demo café.

        :return: the name of its database (str)
        """
        demo.bring_up_to_date(demo.TEST_DB, fresh=True)
        database.clone(demo.TEST_DB, name)
        try:
            yield name
        finally:
            database.drop(name)

    @classmethod
    @contextlib.contextmanager
    def serve(cls, workers=2, prepare=None):
        """A server on a fresh copy of the demo café.

        :param str prepare: module whose function of that name makes ready what the suite needs
        :return: its base address (str)
        """
        # a worker that retires in the middle of a run would be counted as slowness
        options = (f"--workers={workers}", "--max-cron-threads=0", "--limit-request=100000000")
        with cls.copy() as name:
            if prepare:
                cls.shell(prepare, "prepare")
            with odoo.serve(name, PORT, *options, log="bench-server") as address:
                yield address

    @classmethod
    def measure(cls, module, *arguments):
        """Let a program of tests/bench measure with Odoo loaded into itself.

        :param str module: which prints its rows as JSON, e.g. "ledger_trial"
        :return: its rows (list of dict)
        """
        line = [sys.executable, "-m", f"tests.bench.{module}", *arguments]
        done = subprocess.run(line, stdout=subprocess.PIPE, text=True, env=odoo.env(), cwd=paths.ROOT)
        if done.returncode:
            raise CommandFailed(f"{' '.join(line)} ended with {done.returncode}")
        return json.loads(done.stdout)


def holds(row):
    """:return: whether a row meets its bar (bool)"""
    return row["ratio"] >= row["bar"] if row["better"] == "higher" else row["ratio"] <= row["bar"]


def _print(rows):
    print("".join(f"{name:<{width}}" for name, width in COLUMNS))
    for row in rows:
        cells = "".join(f"{row[name]!s:<{width}}" for name, width in COLUMNS)
        print(f"{cells}{'✓' if holds(row) else '✗ misses its bar'}")


def _arguments():
    parser = argparse.ArgumentParser(prog="setup/bench", description=__doc__)
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=f"of {', '.join(SUITES)}; all when none is named")
    parser.add_argument("--fuzz", action="store_true", help="api: instead of measuring, try many made-up requests")
    arguments = parser.parse_args()
    strangers = sorted(set(arguments.suites) - set(SUITES))
    if strangers:
        parser.error(f"no such suite: {', '.join(strangers)}. There are {', '.join(SUITES)}")
    return arguments


def _fuzz():
    """:return: whether the server broke its contract (bool)"""
    install.python_packages("-test")
    with odoo.ready(), Bench.serve() as address:
        failures = fuzz.run(address, paths.LOGS / "bench-server.log", FUZZ_CASES)
    for failure in failures:
        say(failure)
    return bool(failures)


def main():
    """:return: whether a bar was missed (bool)"""
    arguments = _arguments()
    if arguments.fuzz:
        return _fuzz()
    chosen = arguments.suites or SUITES
    sys.path.insert(0, str(paths.ROOT))
    rows = []
    with odoo.ready():
        for name in chosen:
            with step(f"Suite {name}"):
                rows += importlib.import_module(f"tests.bench.{name}").rows(Bench())
    (paths.ROOT / "bench.json").write_text(json.dumps({"rows": rows}, indent=2) + "\n")
    _print(rows)
    say()
    return not all(map(holds, rows))


if __name__ == "__main__":
    cli.run(main)
