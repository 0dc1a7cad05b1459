"""The templates of translations: written by Odoo's own export, compared with what lies in the project."""

import tempfile
from pathlib import Path

from . import odoo, paths


def _export(database, addon, folder):
    """:return: the template as Odoo exports it now (Path)"""
    file = Path(folder) / f"{addon}.pot"
    odoo.run("i18n", "export", "-d", database, "-o", file, addon, log=f"i18n-{addon}")
    return file


def _terms(file):
    import polib

    return {entry.msgid for entry in polib.pofile(str(file))}


def outdated(database):
    """Tell which templates miss terms or hold terms that are gone.

    :param str database: one where all our addons are installed
    :return: a sentence for each difference (list of str)
    """
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        for addon in paths.ADDONS:
            committed = paths.ROOT / addon / f"i18n/{addon}.pot"
            if not committed.exists():
                wrong.append(f"{addon}/i18n/{addon}.pot is missing")
                continue
            now, then = _terms(_export(database, addon, folder)), _terms(committed)
            wrong += [f"{addon}.pot misses {term!r}" for term in sorted(now - then)]
            wrong += [f"{addon}.pot still has {term!r}" for term in sorted(then - now)]
    return wrong
