"""What the owner can look up: Odoo's own calls, as the web client makes them for the administrator."""

import itertools

import requests

TIMEOUT = 30  # seconds


class Backend:
    def __init__(self, url, database):
        self.url, self.session, self.numbers = url, requests.Session(), itertools.count(1)
        self._rpc("/web/session/authenticate", db=database, login="admin", password="admin")

    def _rpc(self, path, **params):
        body = {"jsonrpc": "2.0", "id": next(self.numbers), "params": params}
        answer = self.session.post(self.url + path, json=body, timeout=TIMEOUT).json()
        assert "error" not in answer, answer
        return answer["result"]

    def call(self, model, method, *arguments, **options):
        """:return: what a public method of a model gives"""
        path = f"/web/dataset/call_kw/{model}/{method}"
        return self._rpc(path, model=model, method=method, args=arguments, kwargs=options)

    def read(self, model, domain, fields, **options):
        """:return: what a search finds (list of dict)"""
        return self.call(model, "search_read", domain, fields=fields, **options)
