"""Registration, sign-in, sessions."""

from datetime import timedelta

from odoo import http

from ..dispatch.call import Answer
from ..dispatch.reader import bearer_token, problem
from ..dispatch.route import BASE, api_route
from ..models.mcrm_api_registration import CODE_LIFETIME
from ..models.mcrm_api_token import LIFETIME
from ..render.member import profile
from ..schemas import auth as schemas
from ..tools.secrets import digest

COOKIE = "mcrm_refresh"
COOKIE_PATH = f"{BASE}/auth"
MINUTES = timedelta(minutes=10)
HOUR = timedelta(hours=1)
TAG = "Sign-in"


class AuthController(http.Controller):
    @api_route(
        "POST",
        "auth/register",
        tag=TAG,
        summary="Register; a code is sent by e-mail",
        body=schemas.Registration,
        answer=schemas.VerificationRequired,
        auth="public",
        status=202,
        idempotency="optional",
        problems=(409, 429, 503),
    )
    def register(self, call):
        refused = self._limit(call, [("register", call.address, 20, HOUR), ("register", call.body.email, 5, HOUR)])
        if refused:
            return refused
        registrations_sudo = call.sudo("mcrm.api.registration")  # sudo: strangers have no rights at all
        registrations_sudo._mcrm_register(call.company, call.body, call.env.lang, call.now)
        return {
            "status": "verification_required",
            "channel": "email",
            "expires_in": int(CODE_LIFETIME.total_seconds()),
        }

    @api_route(
        "POST",
        "auth/verify",
        tag=TAG,
        summary="Prove the e-mail with its code and sign in",
        body=schemas.Verification,
        answer=schemas.Session,
        auth="public",
        problems=(401, 429),
    )
    def verify(self, call):
        limits = [("verify", call.address, 100, MINUTES), ("verify", call.body.email, 20, HOUR)]
        refused = self._limit(call, limits)
        if refused:
            return refused
        registrations_sudo = call.sudo("mcrm.api.registration")  # sudo: strangers have no rights at all
        registration = registrations_sudo._mcrm_verify(call.company, call.body.email, call.body.code, call.now)
        if not registration:
            return _refused(call, 401, "code_invalid")
        partner = registration._mcrm_finish(call.now, call.today)
        return self._open_session(call, partner)

    @api_route(
        "POST",
        "auth/login",
        tag=TAG,
        summary="Sign in with e-mail or phone and password",
        body=schemas.Login,
        answer=schemas.Session,
        auth="public",
        problems=(401, 429, 503),
    )
    def login(self, call):
        credentials = call.env["mcrm.api.credential"]
        name = credentials._mcrm_subject(call.company, call.body.identifier)
        limits = [("login", call.address, 100, MINUTES), ("login", name, 10, MINUTES)]
        refused = self._limit(call, limits)
        if refused:
            return refused
        partner = credentials._mcrm_check(call.company, call.body.identifier, call.body.password, call.now)
        if not partner:
            return _refused(call, 401, "invalid_credentials")
        call.sudo("mcrm.api.attempt")._mcrm_forget([f"login:{name}"])  # sudo: internal book-keeping
        return self._open_session(call, partner)

    @api_route(
        "POST",
        "auth/refresh",
        tag=TAG,
        summary="Exchange the refresh token for the next pair",
        body=schemas.Refresh,
        answer=schemas.Session,
        auth="public",
        problems=(401, 403),
    )
    def refresh(self, call):
        token = call.body.refresh_token or _cookie_token(call)
        session, tokens = call.env["mcrm.api.session"]._mcrm_refresh(token, call.now)
        if not session:
            return _refused(call, 401, "refresh_invalid")
        return self._answer(call, session, tokens)

    @api_route(
        "POST",
        "auth/logout",
        tag=TAG,
        summary="Sign this device out; fine to repeat",
        auth="public",
        status=204,
        problems=(403,),
    )
    def logout(self, call):
        token = bearer_token(http.request.httprequest) or _cookie_token(call)
        sessions = call.env["mcrm.api.session"]
        sessions._mcrm_of_token(digest(token))._mcrm_revoke("logout", call.now)
        return Answer(cookies={COOKIE: _cookie("", 0)} if COOKIE in call.cookies else {})

    def _limit(self, call, limits):
        """:return: the answer to too many attempts, None when this one is fine"""
        named = [(f"{what}:{subject}", most, window) for what, subject, most, window in limits]
        wait = call.sudo("mcrm.api.attempt")._mcrm_take(named, call.now)  # sudo: internal book-keeping
        return _refused(call, 429, "too_many_requests", {"Retry-After": str(wait)}) if wait else None

    def _open_session(self, call, partner):
        sessions = call.env["mcrm.api.session"]
        session, tokens = sessions._mcrm_open(partner, call.company, call.body.client, call.body.device_name, call.now)
        return self._answer(call, session, tokens)

    def _answer(self, call, session, tokens):
        call.env.flush_all()
        is_web = session.client == "web"
        data = {
            "access_token": tokens["access"],
            "token_type": "Bearer",
            "expires_in": int(LIFETIME["access"].total_seconds()),
            "refresh_token": None if is_web else tokens["refresh"],
            "member": profile(call.env, session.partner_id.id, session.company_id.id, call.now),
        }
        lifetime = int(LIFETIME["refresh"].total_seconds())
        return Answer(data, cookies={COOKIE: _cookie(tokens["refresh"], lifetime)} if is_web else {})


def _refused(call, status, code, headers=None):
    """Returned, not raised: what was counted on the way must be kept."""
    return Answer(problem(call.env, status, code, headers=headers), is_problem=True)


def _cookie_token(call):
    """The cookie counts only when our own pages ask: a form on another site would bring it along too.

    :return: refresh token of the cookie, "" without one (str)
    :raise ApiProblem: 403 for a request from another site
    """
    token = call.cookies.get(COOKIE, "")
    if token and not call.is_same_site:
        raise problem(call.env, 403, "cross_site_refused")
    return token


def _cookie(value, max_age):
    return {
        "value": value,
        "max_age": max_age,
        "path": COOKIE_PATH,
        "httponly": True,
        "samesite": "Strict",
        "secure": http.request.httprequest.scheme == "https",
    }
