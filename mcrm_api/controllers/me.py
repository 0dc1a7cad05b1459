"""The member's own data."""

from odoo import http

from ..dispatch.route import api_route
from ..render.member import member_qr, points, profile
from ..schemas import member as schemas
from ..schemas.base import PageQuery
from ..tools.language import LANGUAGES
from ..tools.values import number

TAG = "Member"


class MeController(http.Controller):
    @api_route("GET", "me", tag=TAG, summary="The member's profile", answer=schemas.Member)
    def me(self, call):
        return profile(call.env, call.member_id, call.company.id)

    @api_route(
        "PATCH",
        "me",
        tag=TAG,
        summary="Change the profile; what is left out stays",
        body=schemas.MemberChange,
        answer=schemas.Member,
    )
    def change_me(self, call):
        call.member_sudo.write(_profile_values(call))
        call.env.flush_all()
        return profile(call.env, call.member_id, call.company.id)

    @api_route("GET", "me/qr", tag=TAG, summary="The member's QR code", answer=schemas.MemberQr)
    def me_qr(self, call):
        return member_qr(call)

    @api_route("GET", "me/points", tag=TAG, summary="The balance", answer=schemas.PointsBalance)
    def me_points(self, call):
        return points(call.env, call.member_id, call.company.id)

    @api_route(
        "GET",
        "me/points/history",
        tag=TAG,
        summary="Each change of the balance, newest first",
        query=PageQuery,
        answer=schemas.PointsHistory,
    )
    def me_points_history(self, call):
        entries_sudo = call.sudo("loyalty.history")._mcrm_entries(
            call.member_sudo, call.company, limit=call.query.limit + 1, before_id=call.query.before_id
        )
        return page(entries_sudo, call.query.limit, lambda entry: _move(call, entry))


def page(records, limit, render):
    """One page of a list that was asked for one record more than it shows.

    :param records: newest first, in sudo
    :param int limit: records shown
    :param render: record → dict
    :return: items and next_cursor (dict)
    """
    shown = records[:limit]
    return {
        "items": [render(record) for record in shown],
        "next_cursor": str(shown[-1].id) if len(records) > limit else None,
    }


def _profile_values(call):
    given = call.body.model_dump(exclude_none=True)
    names = {"name": "name", "birth_date": "mcrm_birth_date"}
    values = {names[field]: value for field, value in given.items() if field in names}
    if "language" in given:
        values["lang"] = call.env["res.lang"]._mcrm_available(LANGUAGES[given["language"]])
    return values


def _move(call, entry):
    return {
        "id": entry.id,
        "kind": entry.mcrm_kind,
        "points": number(entry.mcrm_points),
        "balance": number(entry.mcrm_balance),
        "description": entry.description or "",
        "at": call.at(entry.mcrm_at or entry.create_date),
        "order_id": entry.order_id if entry.order_model == "pos.order" and entry.order_id else None,
    }
