"""The ledger: what a member costs at the till, how it stands a crowd, and whether it stays as fast as it was."""

import contextlib

PARTS = {"till": 1, "crowd": 1, "years": 2, "attempts": 1}  # and how many copies of the café each needs


def rows(bench):
    """Measure all of it, each part on copies that nothing else has touched.

    :param bench: what `setup/bench` offers: `copy(name)`, `measure(module, …)`
    :return: rows of the table (list of dict)
    """
    measured = []
    for part, copies in PARTS.items():
        with contextlib.ExitStack() as stack:
            databases = [stack.enter_context(bench.copy(f"mcrm_bench_{number}")) for number in range(copies)]
            measured += bench.measure("ledger_trial", part, *databases)
    return measured
