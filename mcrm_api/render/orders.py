"""Purchases as the contract shows them."""

from ..tools.values import money, number


def order_summary(call, order):
    """
    :param Call call: the request of the member whose order it is
    :param pos.order order: in sudo
    :return: OrderSummary (dict)
    """
    sold = order.lines.filtered(lambda line: not line.is_reward_line)
    return {
        "id": order.id,
        "number": order.pos_reference or order.name,
        "date": call.at(order.date_order),
        "total": money(order.amount_total, order.currency_id.name, order.currency_id.decimal_places),
        "points_earned": number(order.mcrm_points_earned),
        "item_count": number(sum(sold.mapped("qty"))),
    }
