"""What the member bought."""

from odoo import http

from ..dispatch.reader import problem
from ..dispatch.route import api_route
from ..schemas import orders as schemas
from ..schemas.base import PageQuery
from .me import page

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
        # the list's own rule, asked for the one order: what it does not show is not there
        orders_sudo = call.sudo("pos.order")._mcrm_orders(
            call.member_sudo, call.company, limit=1, before_id=order_id + 1
        )
        if orders_sudo.id != order_id:
            raise problem(call.env, 404, "not_found")
        return orders_sudo._mcrm_nota()
