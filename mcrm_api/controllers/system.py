"""About the API itself: health, contract, documentation, pictures, and what is not there."""

from functools import lru_cache

from odoo import http
from odoo.modules import get_manifest

from ..dispatch.reader import problem
from ..dispatch.route import BASE, MAX_BODY, ROUTES, Route, allow_header, api_route
from ..render.health import health
from ..schemas.base import Problem
from ..schemas.system import Health, OpenApiDocument
from ..tools.openapi import openapi_document

TAG = "System"
YEAR = 365 * 24 * 3600  # seconds
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]
DESCRIPTION = (
    "The door of the café's members. JSON in, JSON out; times are ISO 8601 with offset; errors are"
    " `application/problem+json` with a stable `code` and the wrong `fields`. Within v1 things are only added: ignore"
    " fields you do not know. What will go is marked deprecated here and by the headers Deprecation and Sunset, six"
    " months ahead; what would break you gets a new base path, and v1 stays for a year."
    " TypeScript types: /mcrm_api/static/types/mcrm-api.d.ts"
)


@lru_cache(maxsize=1)
def contract():
    """:return: the OpenAPI document of all declared routes (dict)"""
    return openapi_document(ROUTES, Problem, "M-CRM API", version(), BASE, DESCRIPTION)


def version():
    """:return: version of the contract (str): the addon's without Odoo's"""
    return ".".join(get_manifest("mcrm_api")["version"].split(".")[2:])


class SystemController(http.Controller):
    @api_route(
        "GET",
        "health",
        tag=TAG,
        summary="Do server and database answer, and do messages leave?",
        answer=Health,
        auth="public",
    )
    def health(self, call):
        return health(call, version())

    @api_route("GET", "openapi.json", tag=TAG, summary="This contract", answer=OpenApiDocument, auth="public")
    def openapi(self, call):
        return contract()

    @api_route("GET", "docs", tag=TAG, summary="This contract as a page", auth="public", media_type="text/html")
    def docs(self, call):
        values = {"document": contract(), "base": BASE}
        html = call.sudo("ir.qweb")._render("mcrm_api.docs", values)  # sudo: reads one template, for anybody
        return http.Response(f"<!DOCTYPE html>\n{html}", content_type="text/html; charset=utf-8")

    @api_route(
        "GET",
        "media/<string:kind>/<int:record_id>/<string:version>",
        tag=TAG,
        summary="A picture; its address changes with it",
        auth="public",
        media_type="image/*",
    )
    def media(self, call, kind, record_id, version):
        found = call.sudo("mcrm.api.media")._mcrm_find(kind, record_id, version)  # sudo: shows published pictures only
        if not found:
            raise problem(call.env, 404, "not_found")
        record_sudo, field = found
        stream = call.sudo("ir.binary")._get_image_stream_from(record_sudo, field)
        stream.public = True
        response = stream.get_response(as_attachment=False, immutable=True, max_age=YEAR)
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    @http.route(
        [BASE, f"{BASE}/<path:rest>"],
        type="mcrm_api",
        auth="none",
        methods=METHODS,
        readonly=True,
        save_session=False,
        max_content_length=MAX_BODY,
        mcrm_route=Route("ANY", "", TAG, "", "public", 404, None, None, None, None),
    )
    def nothing(self, call, rest=""):
        """An address that is not ours, or a method it does not take."""
        if allow := allow_header(http.request.httprequest.path):
            raise problem(call.env, 405, "method_not_allowed", headers={"Allow": allow})
        raise problem(call.env, 404, "not_found")
