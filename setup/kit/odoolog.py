"""Reads Odoo's log: what it complains about, and what its tests said."""

import re

LINE = re.compile(r"^\d{4}-\d\d-\d\d [\d:,]+ \d+ (?P<level>[A-Z]+) \S+ (?P<logger>\S+): (?P<text>.*)$")
TESTS = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests")
BAD = ("WARNING", "ERROR", "CRITICAL")
NOT_OURS = (
    # (logger, start of the text): Odoo's own noise, which our addons do not cause
    ("odoo.tools.config", "missing --http-interface"),
    ("odoo.addons.base.models.ir_actions_report", "You need Wkhtmltopdf"),
    # Two devices of one till count their orders at the same moment; the second is run again
    ("odoo.sql_db", "bad query: b'SELECT number_next FROM ir_sequence"),
)
# Of two calls that meet on one row the second is run again; one that is not ends in an error of its own
RUN_AGAIN = "ERROR: could not serialize access due to concurrent update"


def problems(file):
    """Find the complaints in a log.

    :param Path file: the log
    :return: each WARNING, ERROR or CRITICAL line with what follows it up to the next log line (list of str)
    """
    found, current = [], None
    for line in file.read_text(errors="replace").splitlines():
        match = LINE.match(line)
        if not match:
            if current is not None:
                current.append(line)
            continue
        current = None
        noise = any(match["logger"].startswith(logger) and match["text"].startswith(text) for logger, text in NOT_OURS)
        if match["level"] in BAD and not noise:
            current = [line]
            found.append(current)
    return [
        "\n".join(lines[:60]) for lines in found if not (" odoo.sql_db: bad query" in lines[0] and RUN_AGAIN in lines)
    ]


def tests(file):
    """:return: how many tests ran according to the log `file` (int)"""
    return sum(int(found[2]) for found in TESTS.findall(file.read_text(errors="replace")))
