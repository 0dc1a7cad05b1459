"""The member's own data."""

from odoo import http

from ..dispatch.route import api_route
from ..render.loyalty import move
from ..render.member import member_qr, points, profile
from ..schemas import member as schemas
from ..schemas.base import PageQuery
from .lists import page

TAG = "Member"


class MeController(http.Controller):
    @api_route("GET", "me", tag=TAG, summary="The member's profile", answer=schemas.Member)
    def me(self, call):
        return profile(call.env, call.member_id, call.company.id, call.now)

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
        return page(entries_sudo, call.query.limit, lambda entry: move(call, entry))
