"""One call that fills the home screen."""

from odoo import http

from ..dispatch.route import api_route
from ..render.home import home
from ..schemas.home import Home


class HomeController(http.Controller):
    @api_route("GET", "home", tag="Home", summary="Everything the home screen shows", answer=Home)
    def home(self, call):
        return home(call)
