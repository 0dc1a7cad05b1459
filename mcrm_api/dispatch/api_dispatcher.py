"""The one place between HTTP and the API's methods: reads, checks, authenticates, answers, explains errors."""

import json
import time
import uuid

import psycopg2

from odoo import fields, http
from odoo.exceptions import AccessError, LockError, MissingError, UserError
from odoo.tools.translate import code_translations

from odoo.addons.mcrm_member.exceptions import Refusal
from odoo.addons.mcrm_member.rerun import until_through

from ..exceptions import ApiProblem, HasherBusy
from ..queries.access_token import find_access_token
from ..tools import language
from ..tools.problem import MIMETYPE, problem_body
from ..tools.secrets import digest
from . import access_log, cors, reader
from .call import Answer, Call
from .reader import problem
from .route import allow_header

BUSY_SECONDS = "2"  # Retry-After when a short wait is likely to help
NO_STORE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


class ApiDispatcher(http.Dispatcher):
    routing_type = "mcrm_api"
    mimetypes = ("application/json",)

    @classmethod
    def is_compatible_with(cls, request):
        """Wrong content types are explained by us, as a problem."""
        return True

    def __init__(self, request):
        super().__init__(request)
        asked = request.httprequest.headers.get("X-Request-Id", "")
        self.request_id = asked if reader.REQUEST_ID.fullmatch(asked) else str(uuid.uuid4())
        self.started = time.monotonic()  # seconds
        self.route, self.member_id = None, None

    def dispatch(self, endpoint, args):
        """Serve one request.

        :return: response
        :raise ApiProblem: for what the client did wrong; Odoo's retryable errors pass untouched
        """
        self.route = endpoint.routing["mcrm_route"]
        return self._finish(self._dispatch(endpoint, self.route, args))

    def _dispatch(self, endpoint, route, args):
        httprequest = self.request.httprequest
        self.request.params = {}  # other addons look there, whatever becomes of the request
        if httprequest.method == "OPTIONS" and (allow := allow_header(httprequest.path)):
            return self._response(b"", 204, headers={"Allow": allow, **cors.preflight(allow)})
        return until_through(self.request.env, lambda: self._answer(endpoint, route, args))

    def _answer(self, endpoint, route, args):
        call = self._call(route)
        if route.is_declared:
            self._read(call, route, args)
        if call.idempotency_key:
            return self._run_once(endpoint, route, call, args)
        return self._render(route, self._run(endpoint, call, args))

    def handle_error(self, exc):
        """Any exception as a problem: never a traceback, never a redirect.

        :param Exception exc: what ended the request
        :return: WSGI application
        """
        return self._finish(self._render_problem(_problem_of(self._safe_env(), exc)))

    def _finish(self, response):
        """What every answer gets, and its line in the log once it is on its way."""
        told = self.route.headers if self.route else {}
        response.headers.update({**cors.headers(self.request), **told, "X-Request-Id": self.request_id})
        line = access_log.line(self.request, self.route, response.status_code, self.request_id, self.member_id)
        response.call_on_close(lambda: access_log.write(line, time.monotonic() - self.started))
        return response

    def _read(self, call, route, args):
        httprequest = self.request.httprequest
        reader.check_ids(call.env, args)
        call.query = reader.read_query(call, httprequest, route.query)
        call.body = reader.read_body(call, httprequest, route.body)
        call.idempotency_key = reader.read_idempotency_key(call.env, httprequest, route.idempotency)

    def _call(self, route):
        """Authenticate and set language and company: the environment of everything that follows."""
        httprequest = self.request.httprequest
        env, now = self.request.env, fields.Datetime.now()
        found = None
        if route.auth == "member":
            found = self._session_of(env, httprequest, now)
        company_id = found["company_id"] if found else env["res.company"]._mcrm_api_company_id()
        self._set_env(found, company_id)
        self.member_id = found and found["partner_id"]
        return Call(
            env=self.request.env,
            now=now,
            request_id=self.request_id,
            address=httprequest.remote_addr or "",
            company=self.request.env["res.company"].sudo().browse(company_id),
            member_id=found and found["partner_id"],
            session_id=found and found["session_id"],
            cookies=httprequest.cookies,
            is_same_site=_is_same_site(httprequest),
        )

    def _session_of(self, env, httprequest, now):
        token = reader.bearer_token(httprequest)
        found = token and find_access_token(env.cr, digest(token), now)
        if not found:
            self._set_env(None, None)
            raise problem(self.request.env, 401, "unauthenticated", headers={"WWW-Authenticate": "Bearer"})
        return found

    def _set_env(self, found, company_id):
        """Members have no user: the request runs as the technical user, who may nothing by itself."""
        env = self.request.env
        wanted = language.LANGUAGES.get(language.preferred(self.request.httprequest.headers.get("Accept-Language")))
        context = {"lang": env["res.lang"]._mcrm_available(wanted, found and found["lang"])}
        if company_id:
            context["allowed_company_ids"] = [company_id]
        self.request.update_env(user=env["res.users"]._mcrm_api_user_id(), context=context)

    def _run(self, endpoint, call, args):
        self.request.params = {**args, "call": call}
        try:
            return self.request.registry["ir.http"]._dispatch(endpoint)
        except Refusal as refusal:
            raise ApiProblem(409, refusal.code, refusal.args[0]) from refusal
        except HasherBusy as error:
            raise problem(call.env, 503, "busy", headers={"Retry-After": BUSY_SECONDS}) from error

    def _run_once(self, endpoint, route, call, args):
        """A request with an Idempotency-Key: its first answer is kept with what it did, in one transaction."""
        httprequest = self.request.httprequest
        requests_sudo = call.env["mcrm.api.request"].sudo()  # sudo: internal book-keeping without any ACL
        entry = requests_sudo._mcrm_open(call, httprequest.method, httprequest.path, httprequest.get_data())
        if entry.status:
            return self._response(entry.body.encode(), entry.status, {"Idempotency-Replayed": "true"}, entry.media_type)
        response = self._render(route, self._run(endpoint, call, args))
        if response.status_code < 400:
            entry._mcrm_close(response)
        return response

    def _render(self, route, result):
        if isinstance(result, http.Response):
            return result
        answer = result if isinstance(result, Answer) else Answer(result)
        if answer.is_problem:
            return self._render_problem(answer.data)
        body = b""
        if route.answer is not None:
            # the contract is checked on the way out too: a drifting answer is our error, not the client's
            body = route.answer.model_validate(answer.data).model_dump_json(by_alias=True).encode()
        response = self._response(body, answer.status or route.status, answer.headers)
        for name, cookie in answer.cookies.items():
            response.set_cookie(name, **cookie)
        return response

    def _render_problem(self, error):
        body = problem_body(error.code, error.problem_code, error.description, error.fields)
        return self._response(json.dumps(body).encode(), error.code, error.headers, MIMETYPE)

    def _response(self, body, status, headers=None, media_type="application/json"):
        response = http.Response(body, status=status, content_type=media_type if body else None)
        if not body:
            response.headers.pop("Content-Type", None)
        response.headers.update({**NO_STORE, **(headers or {})})
        return response

    def _safe_env(self):
        """An error may come before the request has a user or after its cursor is closed."""
        env = self.request.env
        if env is None or env.uid is None:
            lang = language.preferred(self.request.httprequest.headers.get("Accept-Language")) or "id"
            return _Speaker(env, language.LANGUAGES[lang])
        return env


class _Speaker:
    """Just enough of an environment to translate a sentence without a database."""

    def __init__(self, env, lang):
        self.env, self.lang = env, lang

    def _(self, source, **arguments):
        translated = code_translations.get_python_translations("mcrm_api", self.lang).get(source, source)
        return translated % arguments if arguments else translated


def _is_same_site(httprequest):
    """Browsers say where a request comes from; without that word a JSON content type proves a preflight."""
    site = httprequest.headers.get("Sec-Fetch-Site")
    return site == "same-origin" if site else httprequest.mimetype == "application/json"


def _problem_of(env, exc):
    match exc:
        case ApiProblem():
            return exc
        case Refusal():
            return ApiProblem(409, exc.code, exc.args[0])
        case MissingError():
            return problem(env, 404, "not_found")
        case LockError() | psycopg2.OperationalError():
            return problem(env, 503, "busy", headers={"Retry-After": BUSY_SECONDS})
        case AccessError():
            return problem(env, 403, "forbidden")
        case UserError():
            return ApiProblem(422, "not_accepted", exc.args[0])
    return _http_problem(env, getattr(exc, "code", None))


def _http_problem(env, status):
    codes = {404: "not_found", 405: "method_not_allowed", 413: "body_too_large", 415: "unsupported_media_type"}
    if status in codes:
        return problem(env, status, codes[status])
    return problem(env, 500, "internal_error")
