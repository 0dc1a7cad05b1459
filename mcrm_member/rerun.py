"""Calls that meet on one row.

Odoo runs a call again when another one was quicker, but waits for seconds in between and gives up after five times:
of four tills that serve one guest, every fortieth showed the cashier an error. Here the second call is run again
after milliseconds, until it is through.
"""

import itertools
import random
import time

from odoo.exceptions import ConcurrencyError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

MET = (ConcurrencyError, *PG_CONCURRENCY_EXCEPTIONS_TO_RETRY)
PATIENCE = 20  # seconds of trying; then Odoo's own way takes over
FIRST_WAIT, LONGEST_WAIT = 0.02, 1.0  # seconds


def until_through(env, call):
    """Run a call, and again whenever it met another one. Only for the outermost caller of a transaction.

    :param env: the environment whose transaction is begun anew each time
    :param call: callable without arguments, which can be run again
    :return: what it returns
    """
    started = time.monotonic()
    for tries in itertools.count():
        try:
            result = call()
            env.cr.flush()
            return result
        except MET:
            if time.monotonic() - started > PATIENCE:
                raise
            _begin_anew(env)
            time.sleep(random.uniform(0, min(FIRST_WAIT * 2**tries, LONGEST_WAIT)))
    raise AssertionError("unreachable")


def _begin_anew(env):
    env.cr.rollback()
    env.transaction.reset()
    env.registry.reset_changes()
