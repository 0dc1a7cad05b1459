"""Password hashes: argon2id, one at a time in a process.

A hash is meant to be dear: 19 MiB and some 25 ms of a core. Several at once would starve everybody else of the
worker, so there is one turn; who waits longer than a moment is told to come back.
"""

import threading
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from .exceptions import HasherBusy

WAIT = 2.0  # seconds for a turn
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)  # KiB; the OWASP minimum for argon2id
TURN = threading.Lock()
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


@contextmanager
def _turn():
    if not TURN.acquire(timeout=WAIT):
        raise HasherBusy()
    try:
        yield
    finally:
        TURN.release()
