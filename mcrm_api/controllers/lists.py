"""One of many, or a page of them."""

from ..dispatch.reader import problem


def one(call, found):
    """What belongs to others exists as little as what does not exist.

    :param Call call: the request
    :param found: records or list, of one item or none
    :return: the item
    :raise ApiProblem: 404
    """
    if not found:
        raise problem(call.env, 404, "not_found")
    return found[0]


def page(records, limit, render):
    """One page of a list that was asked for one record more than it shows.

    :param records: newest first, in sudo
    :param int limit: records shown
    :param render: record → dict
    :return: items and next_cursor (dict)
    """
    shown = records[:limit]
    return {
        "items": [render(record) for record in shown],
        "next_cursor": str(shown[-1].id) if len(records) > limit else None,
    }
