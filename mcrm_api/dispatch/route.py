"""Route declarations: one decorator gives Odoo its route and the documentation its source."""

import re
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import lru_cache

from werkzeug.http import http_date
from werkzeug.routing import Map, Rule

from odoo import http

BASE = "/mcrm/api/v1"
MAX_BODY = 64 * 1024  # bytes

#: every declared route, in order of declaration
ROUTES = []


@dataclass(frozen=True)
class Route:
    """What one route takes and gives."""

    method: str
    path: str  # below BASE, parameters in werkzeug's spelling: promos/<int:promo_id>
    tag: str
    summary: str
    auth: str  # "member" or "public"
    status: int
    answer: type | None
    body: type | None
    query: type | None
    idempotency: str | None  # None, "optional" or "required"
    problems: tuple = ()
    media_type: str = "application/json"
    deprecated: tuple = ()  # since when (date), and from when it may be gone (date)

    @property
    def is_declared(self):
        """False for the route that answers for all addresses that are not ours."""
        return bool(self.path)

    @property
    def headers(self):
        """What a route that will go says of it: RFC 9745 and RFC 8594 (dict)."""
        if not self.deprecated:
            return {}
        since, sunset = (datetime(day.year, day.month, day.day, tzinfo=timezone.utc) for day in self.deprecated)
        return {"Deprecation": f"@{int(since.timestamp())}", "Sunset": http_date(sunset)}

    @property
    def template(self):
        """Path as OpenAPI writes it: `promos/{promo_id}`."""
        return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", self.path)


@lru_cache(maxsize=1)
def _paths():
    return Map([Rule(f"/{route.path}", endpoint=route.method, methods=[route.method]) for route in ROUTES])


def allow_header(path):
    """
    :param str path: path of a request, whole
    :return: value of the Allow header (str), "" when no route has this path
    """
    methods = _paths().bind("").allowed_methods(path.removeprefix(BASE))
    return ", ".join(sorted({*methods, "OPTIONS"})) if methods else ""


def api_route(
    method,
    path,
    *,
    tag,
    summary,
    answer=None,
    body=None,
    query=None,
    auth="member",
    status=200,
    idempotency=None,
    problems=(),
    media_type="application/json",
    deprecated=(),
):
    """Declare a route of the API and bind it to the decorated controller method.

    The method receives a `Call` and the path parameters and returns plain data, an `Answer` or a response.

    :param str method: HTTP method
    :param str path: path below BASE
    :param str tag: section of the documentation
    :param str summary: one line of documentation
    :param type answer: schema of the successful body, None when there is none
    :param type body: schema of the JSON body
    :param type query: schema of the query string
    :param str auth: "member" needs a bearer token, "public" does not
    :param int status: status of success
    :param str idempotency: None, "optional" or "required": the `Idempotency-Key` header
    :param tuple problems: statuses this route adds to the ones every route has
    :param str media_type: of the answer
    :param tuple deprecated: since when the route is, and from when it may be gone (date, date)
    :return: decorator
    """
    route = Route(
        method, path, tag, summary, auth, status, answer, body, query, idempotency, problems, media_type, deprecated
    )
    ROUTES.append(route)
    return http.route(
        f"{BASE}/{path}",
        type="mcrm_api",
        auth="none",
        methods=[method],
        readonly=method == "GET",
        save_session=False,
        max_content_length=MAX_BODY,
        mcrm_route=route,
    )
