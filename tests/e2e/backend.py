"""What the owner can look up: Odoo's own RPC as the administrator."""

import xmlrpc.client


class Backend:
    def __init__(self, url, database):
        common = xmlrpc.client.ServerProxy(f"{url}/xmlrpc/2/common")
        self.database, self.user = database, common.authenticate(database, "admin", "admin", {})
        self.models = xmlrpc.client.ServerProxy(f"{url}/xmlrpc/2/object", allow_none=True)

    def call(self, model, method, *arguments, **options):
        return self.models.execute_kw(self.database, self.user, "admin", model, method, arguments, options)

    def read(self, model, domain, fields, **options):
        """:return: what a search finds (list of dict)"""
        return self.call(model, "search_read", domain, fields=fields, **options)
