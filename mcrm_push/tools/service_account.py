"""The credentials file that Firebase gives for a server."""

import json

REQUIRED = ("project_id", "client_email", "private_key", "token_uri")


class InvalidServiceAccount(ValueError):
    """The text is not the JSON key of a Google service account."""


def parse(text: str) -> dict:
    """Read a service-account key.

    :param str text: the content of the file that the Firebase console offers under "Service accounts"
    :return: its values (dict)
    :raise InvalidServiceAccount: when it is something else or lacks a value that sending needs
    """
    try:
        account = json.loads(text)
    except ValueError as error:
        raise InvalidServiceAccount("not JSON") from error
    if not isinstance(account, dict) or account.get("type") != "service_account":
        raise InvalidServiceAccount("not the key of a service account")
    missing = [name for name in REQUIRED if not isinstance(account.get(name), str) or not account[name]]
    if missing:
        raise InvalidServiceAccount(f"without {', '.join(missing)}")
    return account
