"""Registration, sign-in, sessions."""

from odoo import http

from .. import passwords
from ..dispatch.call import Answer
from ..dispatch.reader import bearer_token, problem
from ..dispatch.route import BASE, api_route
from ..models.mcrm_api_challenge import LIFETIME as CODE_LIFETIME
from ..models.mcrm_api_challenge import RESET, SIGN_IN
from ..models.mcrm_api_token import LIFETIME
from ..render.member import profile
from ..schemas import auth as schemas
from ..tools.contact import channel_of
from ..tools.secrets import digest
from .limits import HOUR, MINUTES, limit, limit_proving, limit_sending, refused

COOKIE = "mcrm_refresh"
COOKIE_PATH = f"{BASE}/auth"
TAG = "Sign-in"


class AuthController(http.Controller):
    @api_route(
        "POST",
        "auth/register",
        tag=TAG,
        summary="Register; a code is sent by e-mail or SMS",
        body=schemas.Registration,
        answer=schemas.VerificationRequired,
        auth="public",
        status=202,
        idempotency="optional",
        problems=(409, 429),
    )
    def register(self, call):
        if too_many := limit(call, [("register", call.address, 20, HOUR)]) or limit_sending(call, call.body.contact):
            return too_many
        registrations_sudo = call.sudo("mcrm.api.registration")  # sudo: strangers have no rights at all
        registrations_sudo._mcrm_register(call.company, call.body, call.env.lang, call.now)
        return code_sent(call.body.contact)

    @api_route(
        "POST",
        "auth/verify",
        tag=TAG,
        summary="Prove the e-mail or phone with its code, become a member and sign in",
        body=schemas.Verification,
        answer=schemas.Session,
        auth="public",
        problems=(401, 429),
    )
    def verify(self, call):
        if too_many := limit_proving(call, call.body.contact):
            return too_many
        registrations_sudo = call.sudo("mcrm.api.registration")  # sudo: strangers have no rights at all
        partner = registrations_sudo._mcrm_verify(call.company, call.body.contact, call.body.code, call.now, call.today)
        return self._open_session(call, partner) if partner else refused(call, 401, "code_invalid")

    @api_route(
        "POST",
        "auth/otp",
        tag=TAG,
        summary="Have a code sent to sign in with; the answer is the same for strangers",
        body=schemas.CodeRequest,
        answer=schemas.VerificationRequired,
        auth="public",
        status=202,
        problems=(409, 429),
    )
    def otp(self, call):
        return self._send_code(call, SIGN_IN)

    @api_route(
        "POST",
        "auth/login",
        tag=TAG,
        summary="Sign in with e-mail or phone, and password or code",
        body=schemas.Login,
        answer=schemas.Session,
        auth="public",
        problems=(401, 429),
    )
    def login(self, call):
        if call.body.password:
            passwords.refuse_when_busy()
        credentials = call.env["mcrm.api.credential"]
        name = credentials._mcrm_subject(call.company, call.body.identifier)
        if too_many := limit(call, [("login", call.address, 100, MINUTES), ("login", name, 10, MINUTES)]):
            return too_many
        if call.body.code:
            partner = credentials._mcrm_check_code(call.company, SIGN_IN, name, call.body.code, call.now)
        else:
            partner = credentials._mcrm_check(call.company, call.body.identifier, call.body.password, call.now)
        if not partner:
            return refused(call, 401, "code_invalid" if call.body.code else "invalid_credentials")
        call.sudo("mcrm.api.attempt")._mcrm_forget([f"login:{name}"])  # sudo: internal book-keeping
        return self._open_session(call, partner)

    @api_route(
        "POST",
        "auth/password/forgot",
        tag=TAG,
        summary="Have a code sent to choose a new password; the answer is the same for strangers",
        body=schemas.CodeRequest,
        answer=schemas.VerificationRequired,
        auth="public",
        status=202,
        problems=(409, 429),
    )
    def forgot(self, call):
        return self._send_code(call, RESET)

    @api_route(
        "POST",
        "auth/password/reset",
        tag=TAG,
        summary="Choose a new password with the code: every other device is signed out, this one signed in",
        body=schemas.PasswordReset,
        answer=schemas.Session,
        auth="public",
        problems=(401, 429),
    )
    def reset(self, call):
        body = call.body
        if too_many := limit_proving(call, body.identifier):
            return too_many
        credentials = call.env["mcrm.api.credential"]
        partner = credentials._mcrm_reset(call.company, body.identifier, body.code, body.password, call.now)
        return self._open_session(call, partner) if partner else refused(call, 401, "code_invalid")

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
            return refused(call, 401, "refresh_invalid")
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

    def _send_code(self, call, purpose):
        contact = call.body.identifier
        if too_many := limit_sending(call, contact):
            return too_many
        challenges_sudo = call.sudo("mcrm.api.challenge")  # sudo: strangers have no rights at all
        challenges_sudo._mcrm_ask(call.company, purpose, contact, call.env.lang, call.now)
        return code_sent(contact)

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


def code_sent(contact):
    """:return: VerificationRequired (dict)"""
    return {
        "status": "verification_required",
        "channel": channel_of(contact),
        "expires_in": int(CODE_LIFETIME.total_seconds()),
    }


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
