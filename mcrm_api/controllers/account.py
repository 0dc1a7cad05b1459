"""The member's account: its data, contacts, devices and end."""

from odoo import http

from ..dispatch.reader import problem
from ..dispatch.route import api_route
from ..render import account as render
from ..render.member import profile
from ..schemas import account as schemas
from ..schemas.member import Member, MemberChange
from .limits import MINUTES, limit, limit_proving, limit_sending, refused
from .lists import one

TAG = "Account"


class AccountController(http.Controller):
    @api_route(
        "PATCH",
        "me",
        tag=TAG,
        summary="Change the profile; what is left out stays, and a new contact counts once its code is given",
        body=MemberChange,
        answer=schemas.MemberChanged,
        problems=(409, 429),
    )
    def change_me(self, call):
        change = call.body.model_dump(exclude_none=True)
        wanted = [change.pop(kind) for kind in ("email", "phone") if kind in change]
        pending = call.member_sudo._mcrm_unproven(call.company, wanted)
        for contact in pending:
            if too_many := limit_sending(call, contact):
                return too_many
        call.member_sudo._mcrm_change_profile(change)
        for contact in pending:
            call.member_sudo._mcrm_ask_contact(call.company, contact, call.env.lang, call.now)
        return {**_profile(call), "pending": [render.pending_contact(contact) for contact in pending]}

    @api_route(
        "POST",
        "me/contact/verify",
        tag=TAG,
        summary="Prove a new e-mail or phone with its code; it takes the place of the old one",
        body=schemas.ContactVerification,
        answer=Member,
        problems=(403, 409, 429),
    )
    def verify_contact(self, call):
        contact = call.body.contact
        if too_many := limit_proving(call, contact):
            return too_many
        if not call.member_sudo._mcrm_take_contact(call.company, contact, call.body.code, call.now):
            return refused(call, 403, "code_invalid")
        return _profile(call)

    @api_route("GET", "me/export", tag=TAG, summary="Everything we keep about the member", answer=schemas.Export)
    def export(self, call):
        return render.export(call)

    @api_route(
        "DELETE",
        "me",
        tag=TAG,
        summary="Delete the account: asked once it says what is lost, asked with the token it does it",
        body=schemas.Erasure,
        answer=schemas.ErasureAnswer,
        problems=(403, 429),
    )
    def delete_me(self, call):
        lost, asked = call.member_sudo._mcrm_erasure_loss(call.company, call.now), call.body
        if not asked.confirmation_token:
            token, seconds = call.member_sudo._mcrm_erasure_token(call.session_id, call.now)
            status = "confirmation_required"
            return {"status": status, "lost": lost, "confirmation_token": token, "expires_in": seconds}
        if too_many := limit(call, [("erase", call.member_id, 10, MINUTES)]):
            return too_many
        if not call.member_sudo._mcrm_check_erasure_token(asked.confirmation_token, call.session_id, call.now):
            raise problem(call.env, 403, "confirmation_invalid")
        credentials = call.env["mcrm.api.credential"]
        if not credentials._mcrm_is_them(call.member_sudo, call.company, asked.password, asked.code, call.now):
            return refused(call, 403, "code_invalid" if asked.code else "password_wrong")
        call.member_sudo._mcrm_leave(call.company, call.now)
        return {"status": "deleted", "lost": lost, "confirmation_token": None, "expires_in": None}

    @api_route(
        "GET",
        "me/sessions",
        tag=TAG,
        summary="Where the member is signed in, last seen first",
        answer=schemas.SignedInDevices,
    )
    def sessions(self, call):
        sessions = call.env["mcrm.api.session"]._mcrm_signed_in(call.member_sudo)
        return {"items": [render.signed_in_device(call, session) for session in sessions], "next_cursor": None}

    @api_route(
        "DELETE",
        "me/sessions/<int:session_id>",
        tag=TAG,
        summary="Sign another device out",
        status=204,
    )
    def delete_session(self, call, session_id):
        sessions = call.env["mcrm.api.session"]._mcrm_signed_in(call.member_sudo)
        one(call, sessions.filtered(lambda session: session.id == session_id))._mcrm_revoke("member", call.now)


def _profile(call):
    call.env.flush_all()
    return profile(call.env, call.member_id, call.company.id, call.now)
