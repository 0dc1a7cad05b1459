"""Rows of the table of `setup/bench`."""

import time


def row(name, ratio, bar, reference, runs, better="lower"):
    """:return: a row of the table (dict)"""
    return {
        "suite": "ledger",
        "name": name,
        "ratio": round(ratio, 3),
        "bar": bar,
        "better": better,
        "reference": reference,
        "runs": runs,
    }


def milliseconds(work):
    """:return: how long a callable took (float)"""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000
