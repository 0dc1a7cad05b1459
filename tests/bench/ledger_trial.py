"""`python -m tests.bench.ledger_trial SMALL BIG [PART…]`: measures on two copies of a café, prints rows as JSON."""

import importlib
import json
import sys

from ..concurrency.loading import hurry, load

PARTS = ("till", "crowd", "years", "attempts")


def main(small, big, *parts):
    load(small)
    from ..concurrency.office import Office

    office, rows = Office(small), []
    for part in parts or PARTS:
        if part == "attempts":
            hurry()  # until then Odoo's waits are part of what is measured
        offices = [office, Office(big)] if part == "years" else [office]
        rows += importlib.import_module(f"tests.bench.trials.{part}").rows(*offices)
    print(json.dumps(rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
