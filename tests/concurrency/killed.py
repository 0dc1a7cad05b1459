"""A server process that dies (SIGKILL: no goodbye, no clean-up) at a chosen moment of a call."""

import os
import signal
import threading
from unittest.mock import patch

from odoo.sql_db import Cursor

from .race import PATIENCE, fork

BEFORE_COMMIT, AFTER_COMMIT = "before the commit", "after the commit"


def _die():
    os.kill(os.getpid(), signal.SIGKILL)


class _Execution:
    """Statements are executed until the chosen one, before which the process ends."""

    def __init__(self, statement):
        self.left, self.execute = statement, Cursor.execute

    def __call__(self, cursor, *arguments, **options):
        self.left -= 1
        return self.execute(cursor, *arguments, **options) if self.left else _die()


def _commit(when, commit=Cursor.commit):
    def dying(cursor):
        if when == AFTER_COMMIT:
            commit(cursor)
        _die()

    return dying


def _main(office, work, moment):
    if isinstance(moment, int):
        execution = _Execution(moment)
        target = patch.object(Cursor, "execute", lambda *arguments, **options: execution(*arguments, **options))
    else:
        target = patch.object(Cursor, "commit", _commit(moment))
    with target:
        office.call(work)


def gets_through(office, work, moment):
    """Run a work in a process of its own that dies at that moment.

    :param work: callable that takes the café
    :param moment: the number of the statement before which it dies, from 1; or BEFORE_COMMIT, AFTER_COMMIT
    :return: whether it got to its end, the moment never having come (bool)
    """
    office.closed()
    process = fork.Process(target=_main, args=(office, work, moment))
    process.start()
    process.join(PATIENCE)
    assert process.exitcode in (0, -signal.SIGKILL), process.exitcode
    _wait_for_the_database(office)
    return not process.exitcode


def _wait_for_the_database(office):
    """The database undoes what the dead process had begun as soon as it sees the connection end."""
    moment = threading.Event()
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid != pg_backend_pid()"
    others += " AND backend_type = 'client backend'"
    for _each in range(1000):
        if not office.query(others)[0][0]:
            return
        moment.wait(0.005)
    raise AssertionError("the database does not notice that its client is dead")
