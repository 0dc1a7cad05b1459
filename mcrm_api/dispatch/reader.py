"""From bytes to checked input: query string, JSON body, headers."""

import re

from pydantic import ValidationError

from ..exceptions import ApiProblem
from ..schemas.base import Empty
from .messages import field_text, problem_text
from .route import MAX_BODY

MAX_ID = 2**31 - 1  # PostgreSQL int4
IDEMPOTENCY_KEY = re.compile(r"[\x21-\x7e]{8,128}")
NAME = re.compile(r"[^\x00-\x1f\x7f]{1,200}")
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
BEARER = re.compile(r"Bearer ([A-Za-z0-9._~+/=-]{1,512})", re.IGNORECASE)


def problem(env, status, code, fields=None, headers=None):
    """A problem of the API itself, with its sentence.

    :return: exception to raise or to render (ApiProblem)
    """
    return ApiProblem(status, code, problem_text(env, code), fields, headers)


def bearer_token(httprequest):
    """:return: what the client shows as its token, "" when it shows none (str)"""
    match = BEARER.fullmatch(httprequest.headers.get("Authorization", "").strip())
    return match[1] if match else ""


def check_ids(env, args):
    """Whole numbers in a path are ids, other parts are names; what cannot be one exists as little as a foreign one.

    :raise ApiProblem: 404
    """
    if not all(0 < value <= MAX_ID if isinstance(value, int) else NAME.fullmatch(value) for value in args.values()):
        raise problem(env, 404, "not_found")


def read_query(call, httprequest, schema):
    """
    :param Call call: the request so far
    :param schema: model of the query string, None when the route takes none
    :return: its instance, or None
    :raise ApiProblem: 422 naming each wrong field
    """
    if schema is None and not httprequest.query_string:
        return None
    values = httprequest.args.to_dict()
    return _validated(call, (schema or Empty).model_validate_strings, values)


def read_body(call, httprequest, schema):
    """
    :param Call call: the request so far
    :param schema: model of the JSON body, None when the route takes none
    :return: its instance, or None
    :raise ApiProblem: 413, 415, 400 for what is no JSON, or 422 naming each wrong field
    """
    data = _raw_body(call.env, httprequest)
    if schema is None and not data:
        return None
    return _validated(call, (schema or Empty).model_validate_json, data or b"{}")


def read_idempotency_key(env, httprequest, rule):
    """
    :param str rule: "optional", "required" or None
    :return: the key, None when there is none (str)
    :raise ApiProblem: 400 when it is missing or malformed
    """
    key = httprequest.headers.get("Idempotency-Key") if rule else None
    if (key is None and rule == "required") or (key is not None and not IDEMPOTENCY_KEY.fullmatch(key)):
        raise problem(env, 400, "idempotency_key_missing")
    return key


def _raw_body(env, httprequest):
    if httprequest.method in ("GET", "HEAD"):
        return b""
    if (httprequest.content_length or 0) > MAX_BODY:
        raise problem(env, 413, "body_too_large")
    data = httprequest.get_data()
    if data and httprequest.mimetype != "application/json":
        raise problem(env, 415, "unsupported_media_type")
    return data


def _validated(call, parse, data):
    try:
        # schemas read no clock and no settings: what they need to know they ask of this context
        return parse(data, context={"call": call})
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)
    env = call.env
    if errors[0]["type"] == "json_invalid":
        raise problem(env, 400, "json_invalid")
    raise problem(env, 422, "validation_failed", {_name(each): field_text(env, each) for each in errors})


def _name(error):
    return ".".join(str(part) for part in error["loc"]) or "body"
