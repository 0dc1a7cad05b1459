"""How the server is."""

from ..models.mcrm_api_challenge import LIFETIME
from ..queries.health import find_queues

LATE = 300  # seconds; crons that are woken up take one or two


def health(call, version):
    """
    :param Call call: the request
    :param str version: of the contract
    :return: Health (dict)
    """
    queues = [_queue(row, call.now) for row in find_queues(call.env.cr, LIFETIME, call.now)]
    status = "late" if any(queue["age"] > LATE for queue in queues) else "ok"
    return {"status": status, "version": version, "queues": queues}


def _queue(row, now):
    age = (now - row["since"]).total_seconds() if row["since"] else 0
    return {"name": row["name"], "waiting": row["waiting"], "age": max(0, int(age))}
