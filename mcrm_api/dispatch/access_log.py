"""One line of JSON for each answer: enough to find a fault and to count, nothing that tells who somebody is."""

import json
import logging

from odoo.tools import hmac

_logger = logging.getLogger("odoo.addons.mcrm_api.access")


def line(request, route, status, request_id, member_id):
    """
    :param request: Odoo's request
    :param Route route: what was asked for, None when that was never found out
    :param int status: HTTP status
    :param str request_id: as the client got it
    :param int member_id: res.partner, None for strangers
    :return: what is logged (dict)
    """
    return {
        "request_id": request_id,
        "method": request.httprequest.method,
        "route": (route and route.template) or None,  # never the path itself: it may hold ids
        "status": status,
        # the same member is the same mark, which nobody without the database's secret can undo
        "member": member_id and hmac(request.env(su=True), "mcrm_api.access_log", member_id)[:12],
    }


def write(entry, seconds):
    """
    :param dict entry: of `line`
    :param float seconds: from the request to the end of the answer
    """
    _logger.info("%s", json.dumps({**entry, "ms": round(seconds * 1000, 1)}))
