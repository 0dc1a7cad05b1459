"""The same work on a small ledger and on a big one."""

import random
import statistics

from . import copies
from .crowd import card_ids, settling, unsettled
from .table import milliseconds, row

SMALL, BIG = (1_000, 1), (200_000, 5)  # members, ledger rows of each
RUNS, WARM_UP = 40, 5


def rows(small, big):
    """:return: the same work on a small and on a big ledger, in turn"""
    members = {office: _fill(office, *size) for office, size in ((small, SMALL), (big, BIG))}
    measured = []
    for name, prepare in (("settlement", _a_settlement), ("points history", _a_history), ("spending", _a_spending)):
        works = {office: prepare(office, members[office]) for office in members}
        took = {office: [] for office in members}
        for _run in range(RUNS):
            for office, work in works.items():
                took[office].append(milliseconds(lambda work=work, office=office: office.call(next(work))))
        ratio = statistics.median(took[big][WARM_UP:]) / statistics.median(took[small][WARM_UP:])
        measured.append(row(f"{name}, {BIG[0] * BIG[1]:,} rows", ratio, 1.1, f"{SMALL[0] * SMALL[1]:,} rows", RUNS))
    return measured


def _fill(office, count, rows_each):
    """:return: ids of some of the many members (list of int)"""
    template = office.members(1, points=50)
    with office.cafe() as cafe:
        copies.members(cafe.env.cr, template[0], card_ids(office, template)[0], count, rows_each)
    with office.cafe() as cafe:
        cafe.env.cr.execute("ANALYZE")
    found = office.query("SELECT id FROM res_partner WHERE name LIKE 'Skala Contoh %%' ORDER BY id DESC LIMIT 1000")
    return random.sample([member for (member,) in found], RUNS)


def _a_settlement(office, members):
    return settling(unsettled(office, members, RUNS))


def _a_history(office, members):
    def read(cafe, member):
        return cafe.env["loyalty.history"]._mcrm_entries(cafe.member.browse(member), cafe.company).mapped("mcrm_points")

    return (lambda cafe, member=member: read(cafe, member) for member in members)


def _a_spending(office, members):
    return (office.redeem(member) for member in members)
