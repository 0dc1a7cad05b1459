"""The ledger: what a member costs at the till, how it stands a crowd, and whether it stays as fast as it was."""


def rows(bench):
    """Measure all of it.

    :param bench: what `setup/bench` offers: `copy(name)`, `measure(module, …)`
    :return: rows of the table (list of dict)
    """
    with bench.copy("mcrm_bench_small") as small, bench.copy("mcrm_bench_big") as big:
        return bench.measure("ledger_trial", small, big)
