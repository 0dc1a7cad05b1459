"""What the API's benchmark needs beside the demo café; runs inside Odoo's shell."""

import secrets

MEMBER = "member@example.com"
VOUCHERS = 10

# one statement per table: every row is that of the demo's member, but for what must be its own; `key` is the new id
LATEST = "id IN (SELECT id FROM loyalty_history WHERE mcrm_partner_id = %(member)s ORDER BY id DESC LIMIT 5)"
COPIES = (
    (
        "res_partner",
        "id = %(member)s",
        {"mcrm_member_number": "'B' || key", "email_normalized": "'b' || key || '@x.y'"},
    ),
    ("mcrm_identity", "partner_id = %(member)s", {"value": "source.kind || key"}),
    ("loyalty_card", "partner_id = %(member)s AND mcrm_role = 'member'", {"code": "'B' || key"}),
    ("loyalty_history", LATEST, {"mcrm_key": "'B' || source.id || ':' || key"}),
    ("mcrm_api_session", "id = (SELECT max(id) FROM mcrm_api_session WHERE partner_id = %(member)s)", {}),
)


def prepare(env):
    """Give the demo's member ten vouchers.

    :param env: an Odoo environment
    """
    partner = env["mcrm.identity"].search([("value", "=", MEMBER)]).partner_id
    now = env.cr.now().replace(tzinfo=None)
    reward = {"reward_type": "discount", "discount": 20, "discount_mode": "percent", "required_points": 1}
    env["loyalty.card"].search([("partner_id", "=", partner.id), ("mcrm_role", "!=", "member")]).active = False
    for number in range(VOUCHERS):
        values = {"name": f"Bench {number}", "mcrm_role": "promo", "mcrm_title": f"Bench {number}"}
        program = env["loyalty.program"].create(
            {**values, "mcrm_published": True, "reward_ids": [(5, 0, 0), (0, 0, reward)]}
        )
        program._mcrm_claim(partner, now, secrets.token_hex(8))
        program.mcrm_published = False  # the home screen keeps the demo's own


def grow(env, count):
    """Add members with contacts, cards, ledger and sessions, all like the demo's member.

    :param env: an Odoo environment
    :param int count: how many
    """
    env.flush_all()
    member = env["mcrm.identity"].search([("value", "=", MEMBER)]).partner_id.id
    env.cr.execute("SELECT max(id) FROM res_partner")
    first = env.cr.fetchone()[0]
    env.cr.execute("SELECT max(id) FROM loyalty_card")
    card = env.cr.fetchone()[0]
    for table, where, own in COPIES:
        own = {**own, **_keys(table, first, card)}
        env.cr.execute(_copy(env.cr, table, where, own), {"member": member, "count": count, "first": first})
    for table in ("res_partner", "loyalty_card"):
        env.cr.execute(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))")
    env.cr.execute(
        """INSERT INTO mcrm_api_token (session_id, kind, digest, expires_at)
           SELECT id, 'access', md5(id::text) || md5(partner_id::text), now() AT TIME ZONE 'UTC' + interval '1 hour'
             FROM mcrm_api_session WHERE partner_id > %s""",
        (first,),
    )
    env.cr.commit()
    env.cr.execute("ANALYZE")


def _keys(table, first, card):
    """:return: column → SQL of what ties the copies to each other (dict)"""
    return {
        "res_partner": {"id": f"{first} + n"},
        "loyalty_card": {"id": f"{card} + n", "partner_id": f"{first} + n"},
        "loyalty_history": {"card_id": f"{card} + n", "mcrm_partner_id": f"{first} + n", "mcrm_origin_id": "NULL"},
    }.get(table, {"partner_id": f"{first} + n"})


def _copy(cr, table, where, own):
    cr.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", (table,))
    columns = [name for (name,) in cr.fetchall() if name != "id" or "id" in own]
    given = ", ".join(str(own.get(name, f'source."{name}"')) for name in columns)
    names, condition = ", ".join(f'"{name}"' for name in columns), where.replace(" AND ", " AND source.")
    return f"""INSERT INTO {table} ({names}) SELECT {given} FROM {table} source, generate_series(1, %(count)s) n,
                      LATERAL (SELECT %(first)s + n AS key) AS own WHERE source.{condition}"""
