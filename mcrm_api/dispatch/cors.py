"""Which web pages of other origins may read our answers. Members sign in there with tokens, never with our cookie."""

MAX_AGE = 24 * 3600  # seconds
SENT = "Accept-Language, Authorization, Content-Type, Idempotency-Key, X-Request-Id"
SHOWN = "Idempotency-Replayed, Retry-After, X-Request-Id"


def headers(request):
    """
    :param request: Odoo's request
    :return: headers that let a page of an allowed origin read the answer (dict)
    """
    origin = request.httprequest.headers.get("Origin")
    if not origin or not request.env or origin not in request.env["res.company"]._mcrm_api_origins():
        return {}
    return {"Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": SHOWN, "Vary": "Origin"}


def preflight(allow):
    """
    :param str allow: methods of the asked route
    :return: what a page of an allowed origin may send there (dict); without the headers above it is worth nothing
    """
    return {
        "Access-Control-Allow-Methods": allow,
        "Access-Control-Allow-Headers": SENT,
        "Access-Control-Max-Age": str(MAX_AGE),
    }
