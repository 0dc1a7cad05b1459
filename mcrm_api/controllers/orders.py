"""What the member bought."""

from odoo import http

from ..dispatch.route import api_route
from ..queries.records import find_order
from ..schemas import orders as schemas
from ..schemas.base import PageQuery
from .lists import one, page

TAG = "Purchases"


class OrdersController(http.Controller):
    @api_route(
        "GET",
        "me/orders",
        tag=TAG,
        summary="Purchases, newest first",
        query=PageQuery,
        answer=schemas.Orders,
    )
    def me_orders(self, call):
        orders_sudo = call.sudo("pos.order")._mcrm_orders(
            call.member_sudo, call.company, limit=call.query.limit + 1, before_id=call.query.before_id
        )
        return page(orders_sudo, call.query.limit, lambda order: order._mcrm_summary())

    @api_route("GET", "me/orders/<int:order_id>", tag=TAG, summary="The e-nota of a purchase", answer=schemas.Nota)
    def me_order(self, call, order_id):
        return one(call, find_order(call, order_id))._mcrm_nota()
