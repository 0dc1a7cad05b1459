"""`python -m tests.bench.ledger_trial PART DATABASE…`: measures on copies of a café, prints rows as JSON."""

import importlib
import json
import sys

from ..concurrency.loading import hurry, load


def main(part, *databases):
    load(databases[0])
    if part == "attempts":
        hurry()  # elsewhere Odoo's waits are part of what is measured
    from ..concurrency.office import Office

    trial = importlib.import_module(f"tests.bench.trials.{part}")
    print(json.dumps(trial.rows(*map(Office, databases))))


if __name__ == "__main__":
    main(*sys.argv[1:])
