"""Databases and the filestores that belong to them."""

import shutil

from . import paths, postgres


def filestore(name):
    return paths.DATA_DIR / "filestore" / name


def exists(name):
    """:return: whether there is a database of that name (bool)"""
    with postgres.connect().cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,))
        return bool(cursor.fetchone())


def drop(name):
    """Remove a database and its filestore; nothing happens when it is not there."""
    with postgres.connect().cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    shutil.rmtree(filestore(name), ignore_errors=True)


def create(name):
    """Create an empty database."""
    with postgres.connect().cursor() as cursor:
        cursor.execute(f"""CREATE DATABASE "{name}" ENCODING 'unicode' LC_COLLATE 'C' TEMPLATE template0""")


def clone(source, name):
    """Replace database `name` by a copy of `source`, filestore included (without it the POS bundle answers 500)."""
    drop(name)
    with postgres.connect().cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}" STRATEGY FILE_COPY')
    if filestore(source).exists():
        shutil.copytree(filestore(source), filestore(name))


def set_address(name, address):
    """Tell a database under which address it is served, for the links it writes.

    :param str address: without a path, e.g. "http://127.0.0.1:8069"
    """
    with postgres.connect(name).cursor() as cursor:
        cursor.execute("UPDATE ir_config_parameter SET value = %s WHERE key = 'web.base.url'", (address,))
