"""The shape of a request that carries an Idempotency-Key."""

import hashlib
import json


def fingerprint(method: str, path: str, body: bytes) -> str:
    """Equal for the same request sent twice, whatever the order or spacing of its JSON.

    :param str method: HTTP method
    :param str path: path of the request
    :param bytes body: body as received, valid JSON or empty
    :return: SHA-256 as 64 hex digits (str)
    """
    canonical = json.dumps(json.loads(body or b"null"), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{method}\n{path}\n{canonical}".encode("utf-8", "surrogatepass")).hexdigest()
