"""`setup/test`: everything there is to test. A part: name an addon, or -k a word of the test's name."""

import argparse
import time

from . import cli, install, odoo, paths, stages
from .progress import say


def _arguments():
    parser = argparse.ArgumentParser(prog="setup/test", description=__doc__)
    parser.add_argument("addons", nargs="*", metavar="ADDON", help="only these addons' own tests")
    parser.add_argument("-k", dest="keyword", default="", metavar="NAME", help="only tests of that name")
    parser.add_argument("--fast", action="store_true", help="only what needs no database")
    parser.add_argument("--upstream", action="store_true", help="all of Odoo's own tests, of which CI runs a part")
    parser.add_argument(
        "--only", action="append", choices=stages.ALL, metavar="STAGE", help=f"one of {', '.join(stages.ALL)}"
    )
    parser.add_argument("--skip", action="append", choices=stages.ALL, metavar="STAGE", default=[])
    arguments = parser.parse_args()
    strangers = sorted(set(arguments.addons) - set(paths.ADDONS))
    if strangers:
        parser.error(f"no such addon: {', '.join(strangers)}. There are {', '.join(paths.ADDONS)}")
    return arguments


def _chosen(arguments):
    """:return: the names of the stages to run (list of str)"""
    if arguments.only:
        return arguments.only
    if arguments.upstream:
        return ["upstream"]
    names = stages.FAST if arguments.fast else ["addons"] if arguments.addons else list(stages.ALL)
    return [name for name in names if name not in arguments.skip]


def _run(chosen, arguments):
    failures = []
    for name in chosen:
        say(f"\n── {name}")
        failures += stages.ALL[name](arguments)
    return failures


def main():
    """:return: whether anything failed (bool)"""
    arguments = _arguments()
    chosen, started = _chosen(arguments), time.monotonic()
    arguments.addons = arguments.addons or list(paths.ADDONS)
    install.product()
    install.python_packages("-test")
    if set(chosen) <= set(stages.FAST):
        failures = _run(chosen, arguments)
    else:
        with odoo.ready():
            failures = _run(chosen, arguments)
    for failure in failures:
        say(f"\n{'─' * 100}\n{failure}")
    outcome = f"✗ {len(failures)} failed" if failures else "✓ all passed"
    say(f"\n{outcome} ({time.monotonic() - started:.0f} s)")
    return bool(failures)


if __name__ == "__main__":
    cli.run(main)
