"""What a member costs at the till."""

import statistics

from .table import milliseconds, row

PAIRS = 60  # orders with and without a member, in turn
WARM_UP = 5


def rows(office):
    """:return: an order of five lines with a member, next to the same without one"""
    member = office.members(1, points=100)[0]
    orders = [office.order(member, products=5) for _each in range(PAIRS + WARM_UP)]
    pairs = [(order, {**office.order(member, products=5), "partner_id": False}) for order in orders]
    ratios = []
    for number, pair in enumerate(pairs):
        turn = (0, 1) if number % 2 else (1, 0)
        took = {which: milliseconds(lambda data=pair[which]: office.call(office.sync(data))) for which in turn}
        ratios.append(took[0] / took[1])
    return [row("order with a member", statistics.median(ratios[WARM_UP:]), 1.15, "order without a member", PAIRS)]
