"""The little the server says about the app: its page, manifest, worker and icon. Data comes from the API."""

import base64
import hashlib
import io

from markupsafe import Markup
from PIL import Image, ImageDraw
from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import request
from odoo.tools import file_open
from odoo.tools.json import scriptsafe
from odoo.tools.translate import code_translations

from ..tools import colour

ROOT = "/mcrm"
API = f"{ROOT}/api/v1"
BUNDLE = "mcrm_app.assets"
# Answered by other addons below the same root: never the app's page, so that a mistake there stays visible.
FOREIGN = ("api", "nota")
ICON_SIZES = (180, 192, 512)
HEADERS = {
    "Cache-Control": "no-cache",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# Owl compiles its templates with `new Function`, hence 'unsafe-eval'; inline scripts stay forbidden.
POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' '{style}'; img-src 'self' data: blob:; "
    "connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
GET = {"type": "http", "auth": "public", "methods": ["GET"], "save_session": False, "sitemap": False}


def _company_sudo():
    # The page is the same for everybody, whoever is signed in to the backend in this browser: it shows the company
    # that the API serves to strangers. `sudo`: guests may not read companies.
    companies_sudo = request.env["res.company"].sudo()
    return companies_sudo.browse(companies_sudo._mcrm_api_company_id())


def _style(palette):
    """:return: the style sheet of the brand, the only inline one (str)"""

    def block(properties):
        return ":root{" + "".join(f"{name}:{value};" for name, value in properties.items()) + "}"

    return f"{block(palette['light'])}@media (prefers-color-scheme:dark){{{block(palette['dark'])}}}"


def _hash_source(text):
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _links(kind):
    debug = request.session.debug
    links = request.env["ir.qweb"].sudo()._get_asset_links(BUNDLE, css=kind == "css", js=kind == "js", debug=debug)
    return [link for link in links if link.endswith(f".{kind}")]


def _texts():
    """:return: the app's texts by language, from `i18n/id.po`, the one source of translations (dict)"""
    messages = code_translations.get_web_translations("mcrm_app", "id_ID")["messages"]
    return {"id": {message["id"]: message["string"] for message in messages}}


def _draw_icon(brand, size):
    """:return: the café's icon where it has no logo: a cup on its colour, safe to be cut round by the phone (bytes)"""
    scale = size * 4 // 100  # drawn four times too large, then scaled down: smooth edges
    image = Image.new("RGB", (scale * 100, scale * 100), brand)
    draw = ImageDraw.Draw(image)
    ink, width = colour.text_on(brand), 5 * scale
    draw.rounded_rectangle([30 * scale, 42 * scale, 62 * scale, 70 * scale], 10 * scale, fill=ink)
    draw.rectangle([30 * scale, 42 * scale, 62 * scale, 54 * scale], fill=ink)
    draw.arc([54 * scale, 45 * scale, 74 * scale, 63 * scale], -95, 95, fill=ink, width=width)
    for left in (38, 50):
        draw.rounded_rectangle([left * scale, 27 * scale, (left + 4) * scale, 37 * scale], 2 * scale, fill=ink)
    out = io.BytesIO()
    image.resize((size, size), Image.LANCZOS).save(out, "PNG")
    return out.getvalue()


class App(http.Controller):
    @http.route([ROOT, f"{ROOT}/<path:page>"], **GET, readonly=True)
    def page(self, page="", **_query):
        """The app. Each address below the root is the same page: which screen it shows is decided on the phone."""
        if page.split("/")[0] in FOREIGN:
            raise NotFound()
        company_sudo = _company_sudo()
        style = _style(company_sudo._mcrm_palette())
        config = {
            "root": ROOT,
            "api": API,
            "cafe": company_sudo.name,
            "texts": _texts(),
        }
        html = (
            request.env["ir.qweb"]
            .sudo()
            ._render(
                "mcrm_app.page",
                {
                    "cafe": company_sudo.name,
                    "brand": company_sudo._mcrm_brand(),
                    "style": Markup(style),
                    "config": Markup(scriptsafe.dumps(config)),
                    "styles": _links("css"),
                    "scripts": _links("js"),
                },
            )
        )
        policy = POLICY.format(style=_hash_source(style))
        return request.make_response(
            Markup("<!DOCTYPE html>\n") + html,
            [("Content-Type", "text/html; charset=utf-8"), ("Content-Security-Policy", policy), *HEADERS.items()],
        )

    @http.route(f"{ROOT}/manifest.webmanifest", **GET, readonly=True)
    def manifest(self):
        """Name, colours and icons with which the phone installs the app."""
        company_sudo = _company_sudo()
        icons = [
            {"src": f"{ROOT}/icon/{size}.png", "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for size in ICON_SIZES[1:]
            for purpose in ("any", "maskable")
        ]
        content = {
            "id": ROOT,
            "name": company_sudo.name,
            "short_name": company_sudo.mcrm_app_short_name or company_sudo.name,
            "lang": "id",
            "start_url": ROOT,
            "scope": ROOT,
            "display": "standalone",
            "orientation": "portrait",
            "background_color": "#FBF8F4",
            "theme_color": company_sudo._mcrm_brand(),
            "icons": icons,
        }
        return request.make_json_response(
            content, {"Content-Type": "application/manifest+json", "Cache-Control": "no-cache"}
        )

    @http.route(f"{ROOT}/service-worker.js", **GET, readonly=True)
    def service_worker(self):
        """The worker, told which files of this version it has to keep: another version is another worker."""
        with file_open("mcrm_app/static/src/worker/service_worker.js") as source:
            code = source.read()
        settings = scriptsafe.dumps({"root": ROOT, "assets": _links("css") + _links("js")})
        return request.make_response(
            f"self.MCRM = {settings};\n{code}",
            [
                ("Content-Type", "text/javascript; charset=utf-8"),
                ("Service-Worker-Allowed", ROOT),
                ("Cache-Control", "no-cache"),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )

    @http.route(f"{ROOT}/icon/<int:size>.png", **GET, readonly=True)
    def icon(self, size):
        """The icon on the home screen, in the café's colour."""
        if size not in ICON_SIZES:
            raise NotFound()
        image = _draw_icon(_company_sudo()._mcrm_brand(), size)
        return request.make_response(image, [("Content-Type", "image/png"), ("Cache-Control", "public, max-age=86400")])
