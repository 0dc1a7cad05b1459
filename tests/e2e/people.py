"""Guests who register the way a native app lets them."""

import re
import secrets
import time
from dataclasses import dataclass

PATIENCE = 30  # seconds
PASSWORD = "kopi-tubruk-enak"


@dataclass
class Guest:
    name: str
    email: str
    phone: str
    password: str = PASSWORD


def somebody():
    """:return: a guest nobody knows yet (Guest)"""
    number = secrets.randbelow(10**7)
    return Guest(f"Rani Uji {number}", f"rani{number}@example.com", f"0812-1{number:07}")


def form(guest):
    """:return: what the guest fills in to register (dict)"""
    return {
        "name": guest.name,
        "email": guest.email,
        "phone": guest.phone,
        "birth_date": "1997-05-20",
        "password": guest.password,
        "consents": [{"purpose": "terms", "version": "1"}],
    }


def mailed_code(backend, email):
    """:return: the code in the last e-mail to that address (str), which the server writes a moment after it is asked"""
    domain, until = [["email_to", "ilike", email]], time.monotonic() + PATIENCE
    while not (mails := backend.read("mail.mail", domain, ["body_html"], order="id desc", limit=1)):
        assert time.monotonic() < until, f"no code was sent to {email}"
        time.sleep(0.2)
    text = re.sub(r"<[^>]+>", " ", mails[0]["body_html"])
    return re.search(r"(?<!\d)\d{6}(?!\d)", text)[0]


def register(api, backend):
    """:return: a guest who has become a member (Guest)"""
    guest = somebody()
    status, body = api.post("auth/register", form(guest))
    assert status == 202, body
    status, body = api.post("auth/verify", {"email": guest.email, "code": mailed_code(backend, guest.email)})
    assert status == 200, body
    api.session.headers["Authorization"] = f"Bearer {body['access_token']}"
    return guest
