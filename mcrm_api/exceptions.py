"""What ends a request early. `ApiProblem` is an HTTPException so that Odoo's log stays quiet about it."""

from werkzeug.exceptions import HTTPException


class ApiProblem(HTTPException):
    """An answer of class 4xx or 503, told to the client as a problem; the transaction is rolled back.

    A handler that has something to keep (a failed attempt, a revoked family) returns it instead of raising it.
    """

    def __init__(self, status, code, detail, fields=None, headers=None):
        """
        :param int status: HTTP status
        :param str code: stable machine word in snake_case
        :param str detail: translated sentence
        :param dict fields: wrong field → translated sentence
        :param dict headers: extra response headers, e.g. Retry-After
        """
        super().__init__(description=detail)
        self.code = status
        self.problem_code = code
        self.fields = fields or {}
        self.headers = headers or {}


class HasherBusy(Exception):
    """All turns at the password hash are taken: come back in a moment."""
