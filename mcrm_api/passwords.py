"""Password hashes: argon2id, on half of the machine's cores at most.

A hash is meant to be dear: 19 MiB and some 25 ms of a core. Several at once would starve everybody else, so there are
few turns for all processes of the server together; who gets none within a moment is told to come back.
"""

import fcntl
import os
import time
from contextlib import contextmanager, suppress
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from odoo.tools import config

from .exceptions import HasherBusy

TURNS = max(1, (os.cpu_count() or 1) // 2)
# seconds for a turn: where a process serves one request at a time, whoever waits keeps everybody else waiting
WAIT_OF_THREAD, WAIT_OF_WORKER = 2.0, 0.05
PAUSE = 0.005  # seconds between two looks
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)  # KiB; the OWASP minimum for argon2id
# what a stranger's password is compared with, so that unknown and known names take the same time
NOBODY = HASHER.hash("nobody has this password")


def hash_password(password: str) -> str:
    """
    :param str password: in clear
    :return: encoded argon2id hash (str)
    :raise HasherBusy: no turn within a moment
    """
    with _turn():
        return HASHER.hash(password)


def verify_password(encoded: str | None, password: str) -> bool:
    """
    :param str encoded: stored hash; without one the work is done all the same
    :param str password: in clear
    :return: whether it fits (bool)
    :raise HasherBusy: no turn within a moment
    """
    with _turn():
        try:
            return HASHER.verify(encoded or NOBODY, password) and bool(encoded)
        except (VerificationError, InvalidHashError):
            return False


def needs_rehash(encoded: str) -> bool:
    """
    :param str encoded: stored hash
    :return: whether today's parameters are other ones (bool)
    """
    return HASHER.check_needs_rehash(encoded)


def refuse_when_busy():
    """Turn a crowd away before anything is counted or looked up.

    :raise HasherBusy: no turn right now, and none to wait for
    """
    if config["workers"]:
        with _turn(wait=0):
            pass


@contextmanager
def _turn(wait=None):
    if wait is None:
        wait = WAIT_OF_WORKER if config["workers"] else WAIT_OF_THREAD
    deadline = time.monotonic() + wait
    while (turn := _take_turn()) is None:
        if time.monotonic() >= deadline:
            raise HasherBusy()
        time.sleep(PAUSE)
    try:
        yield
    finally:
        os.close(turn)  # and with it the lock; a process that dies gives its turn back too


def _take_turn():
    """:return: the open file whose lock is a turn (int), None when all are taken"""
    for number in range(TURNS):
        file = os.open(Path(config["data_dir"]) / f"mcrm-hash-{number}.lock", os.O_CREAT | os.O_RDWR, 0o600)
        with suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return file
        os.close(file)
    return None
