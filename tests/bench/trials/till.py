"""What a member costs at the till."""

import statistics

from .table import milliseconds, row

PAIRS = 60  # orders with and without a member, in turn
WARM_UP = 5
STOCKS = {"stock in real time": False, "stock at closing": True}  # the first as Odoo ships it


def rows(office):
    """:return: an order of five lines with a member, next to the same without one, in both ways to move the stock"""
    member = office.members(1, points=100)[0]
    measured = []
    for stock, at_closing in STOCKS.items():
        with office.cafe() as cafe:
            cafe.env["pos.session"].browse(office.session_ids).update_stock_at_closing = at_closing
        ratio = _ratio(office, member)
        measured.append(row(f"order with a member, {stock}", ratio, 1.15, "order without a member", PAIRS))
    return measured


def _ratio(office, member):
    orders = [office.order(member, products=5) for _each in range(PAIRS + WARM_UP)]
    pairs = [(order, {**office.order(member, products=5), "partner_id": False}) for order in orders]
    ratios = []
    for number, pair in enumerate(pairs):
        turn = (0, 1) if number % 2 else (1, 0)
        took = {which: milliseconds(lambda data=pair[which]: office.call(office.sync(data))) for which in turn}
        ratios.append(took[0] / took[1])
    return statistics.median(ratios[WARM_UP:])
