"""A native client: plain HTTP on the JSON API."""

import uuid

import requests

TIMEOUT = 30  # seconds


class Api:
    """Calls the API, with the token of whoever signed in."""

    def __init__(self, url):
        self.base = f"{url}/mcrm/api/v1/"
        self.session = requests.Session()
        self.session.headers["Accept-Language"] = "id"

    def call(self, method, path, body=None, **headers):
        """:return: (HTTP status, decoded body or None)"""
        reply = self.session.request(method, self.base + path, json=body, headers=headers, timeout=TIMEOUT)
        return reply.status_code, reply.json() if reply.content else None

    def get(self, path):
        """:return: the body of a GET that has to succeed (dict)"""
        status, body = self.call("GET", path)
        assert status == 200, (path, status, body)
        return body

    def post(self, path, body=None):
        """:return: (HTTP status, decoded body or None)"""
        return self.call("POST", path, body or {}, **{"Idempotency-Key": str(uuid.uuid4())})

    def sign_in(self, identifier, password):
        status, body = self.post("auth/login", {"identifier": identifier, "password": password})
        assert status == 200, body
        self.session.headers["Authorization"] = f"Bearer {body['access_token']}"
        return body
