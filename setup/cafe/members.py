"""The guests: one that people can sign in as, and a few dozen more, all plainly made up."""

import csv
import datetime
from pathlib import Path

from odoo.addons.mcrm_api.passwords import hash_password

TERMS_VERSION = "1"
SIGN_IN = {
    "name": "Mira Contoh",
    "email": "member@example.com",
    "phone": "+6281200000001",
    "birth": "1996-11-24",
    "password": "member",
}
FIRST_PHONE = 6281300000100


def _rows():
    yield {**SIGN_IN, "joined": 120}
    with (Path(__file__).parent / "members.csv").open() as lines:
        for position, row in enumerate(csv.DictReader(lines)):
            email = f"{row['name'].split()[0].lower()}.contoh@example.com"
            yield {**row, "email": email, "phone": f"+{FIRST_PHONE + position}", "joined": 70 + position * 19}


def create(env, now):
    """Create the members with verified contacts.

    :param datetime now: naive UTC
    :return: the members; the first is the one people sign in as (res.partner)
    """
    rows = list(_rows())
    people = env["res.partner"].create(
        [
            {
                "name": row["name"],
                "email": row["email"],
                "phone": row["phone"],
                "lang": "id_ID",
                "country_id": env.ref("base.id").id,
                "mcrm_birth_date": row["birth"],
            }
            for row in rows
        ]
    )
    for person, row in zip(people, rows, strict=True):
        joined = now - datetime.timedelta(days=row["joined"])
        person._mcrm_enrol(joined.date())
        person._mcrm_record_consent("terms", True, TERMS_VERSION, "demo", joined)
        person._mcrm_record_consent("marketing", True, TERMS_VERSION, "demo", joined)
        env["mcrm.identity"].create(
            [
                {"partner_id": person.id, "kind": kind, "value": row[kind], "verified_at": joined}
                for kind in ("email", "phone")
            ]
        )
    env["mcrm.api.credential"]._mcrm_set_password(people[0], env.company, hash_password(SIGN_IN["password"]), now)
    return people
