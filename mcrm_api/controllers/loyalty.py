"""Promos, rewards and vouchers."""

from odoo import http

from ..dispatch.route import api_route
from ..queries.home import find_promos
from ..queries.records import find_programs
from ..queries.vouchers import find_vouchers
from ..render import loyalty as render
from ..schemas import loyalty as schemas
from .lists import one

PROMO_TAG, REWARD_TAG, VOUCHER_TAG = "Promos", "Rewards", "Vouchers"
PROMO_ROLES, REWARD_ROLES = ("promo",), ("reward", "privilege")
ALL = 1000  # promos of one café


class LoyaltyController(http.Controller):
    @api_route("GET", "promos", tag=PROMO_TAG, summary="Promos open to the member", answer=schemas.Promos)
    def promos(self, call):
        return {"items": _promos(call), "next_cursor": None}

    @api_route("GET", "promos/<int:promo_id>", tag=PROMO_TAG, summary="One promo", answer=schemas.Promo)
    def promo(self, call, promo_id):
        return one(call, [promo for promo in _promos(call) if promo["id"] == promo_id])

    @api_route(
        "POST",
        "promos/<int:promo_id>/claim",
        tag=PROMO_TAG,
        summary="Claim a promo: it becomes a voucher",
        answer=schemas.Voucher,
        status=201,
        idempotency="required",
        problems=(409,),
    )
    def claim(self, call, promo_id):
        program_sudo = one(call, find_programs(call, promo_id, PROMO_ROLES))
        return render.voucher_of_card(call, program_sudo._mcrm_claim(call.member_sudo, call.now, call.idempotency_key))

    @api_route("GET", "rewards", tag=REWARD_TAG, summary="Rewards that points can buy", answer=schemas.Rewards)
    def rewards(self, call):
        programs_sudo = call.sudo("loyalty.program")
        for role in REWARD_ROLES:
            programs_sudo |= programs_sudo._mcrm_available(call.company, call.member_sudo, role, call.now)
        return {"items": render.rewards(call, programs_sudo), "next_cursor": None}

    @api_route(
        "POST",
        "rewards/<int:reward_id>/redeem",
        tag=REWARD_TAG,
        summary="Buy a reward with points: it becomes a voucher",
        answer=schemas.Voucher,
        status=201,
        idempotency="required",
        problems=(409,),
    )
    def redeem(self, call, reward_id):
        program_sudo = one(call, find_programs(call, reward_id, REWARD_ROLES))
        return render.voucher_of_card(call, program_sudo._mcrm_redeem(call.member_sudo, call.now, call.idempotency_key))

    @api_route(
        "GET",
        "vouchers",
        tag=VOUCHER_TAG,
        summary="The member's vouchers, newest first",
        query=schemas.VoucherQuery,
        answer=schemas.Vouchers,
    )
    def vouchers(self, call):
        query = call.query
        rows = _vouchers(call, state=query.state, limit=query.limit + 1, before_id=query.before_id)
        shown = rows[: query.limit]
        return {
            "items": render.vouchers(call, shown),
            "next_cursor": str(shown[-1]["id"]) if len(rows) > query.limit else None,
        }

    @api_route("GET", "vouchers/<int:voucher_id>", tag=VOUCHER_TAG, summary="One voucher", answer=schemas.Voucher)
    def voucher(self, call, voucher_id):
        return one(call, render.vouchers(call, _vouchers(call, voucher_id=voucher_id)))


def _promos(call):
    rows = find_promos(call.env.cr, call.member_id, call.company.id, call.env.lang, call.today, limit=ALL)
    return [render.promo_row(row) for row in rows]


def _vouchers(call, **filters):
    ids, lang = (call.member_id, call.company.id), call.env.lang
    return find_vouchers(call.env.cr, *ids, lang, call.now, call.today, **filters)
