from odoo import http
from odoo.http import request

from odoo.addons.mcrm_member.tools.qr_token import InvalidToken

HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}


class Nota(http.Controller):
    @http.route(
        "/mcrm/nota/<token>",
        type="http",
        auth="public",
        methods=["GET"],
        save_session=False,
        readonly=True,
        sitemap=False,
    )
    def nota(self, token, **_query):
        """The e-nota page. Whoever has its address may see it; nobody can guess one."""
        try:
            order = request.env["pos.order"]._mcrm_find_by_nota_token(token)
        except InvalidToken:
            order = request.env["pos.order"]
        if not order:
            return self._page("mcrm_loyalty.nota_unknown", {"lang": request.env.lang or "en_US"}, 404)
        order = order.with_context(lang=request.env.lang)
        return self._page("mcrm_loyalty.nota_page", order._mcrm_nota_values(), 200)

    def _page(self, template, values, status):
        html = request.env["ir.qweb"]._render(template, values)
        return request.make_response(f"<!DOCTYPE html>\n{html}", HEADERS, status=status)
