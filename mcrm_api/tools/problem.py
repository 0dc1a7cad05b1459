"""Error bodies as RFC 9457 describes them."""

from http import HTTPStatus

MIMETYPE = "application/problem+json"


def problem_body(status: int, code: str, detail: str, fields: dict[str, str] | None = None) -> dict:
    """The body of an error answer.

    :param int status: HTTP status
    :param str code: stable machine word in snake_case
    :param str detail: sentence for the member, already translated
    :param dict fields: name of each wrong field → sentence, when fields are wrong
    :return: members of the problem object (dict)
    """
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "fields": fields or {},
    }
