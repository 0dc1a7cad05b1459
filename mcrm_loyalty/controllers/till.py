import copy

from odoo import http
from odoo.http import request

from odoo.addons.mcrm_member.rerun import until_through
from odoo.addons.web.controllers.dataset import DataSet

OF_THE_TILL = ("pos.order", "pos.config")


class Till(DataSet):
    @http.route()
    def call_kw(self, model, method, args, kwargs, path=None):
        """Tills that serve one guest at the same moment wait for one another, and show no error."""
        parent = super().call_kw
        if model not in OF_THE_TILL:
            return parent(model, method, args, kwargs, path)
        # Odoo's methods take what they are given apart
        return until_through(request.env, lambda: parent(model, method, *copy.deepcopy((args, kwargs)), path))
