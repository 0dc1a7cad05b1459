"""Who shows this token? Asked on every request, so it is one statement on a unique index."""

FIND = """
    SELECT session.id AS session_id, session.partner_id, session.company_id, partner.lang
      FROM mcrm_api_token token
      JOIN mcrm_api_session session ON session.id = token.session_id
      JOIN res_partner partner ON partner.id = session.partner_id
     WHERE token.digest = %s
       AND token.kind = 'access'
       AND token.expires_at > %s
       AND session.revoked_at IS NULL
       AND partner.active
"""


def find_access_token(cr, digest, now):
    """
    :param cr: cursor, read-only is enough
    :param str digest: SHA-256 of the token in hex
    :param datetime now: naive UTC
    :return: session_id, partner_id, company_id, lang (dict), or None
    """
    cr.execute(FIND, (digest, now))
    rows = cr.dictfetchall()
    return rows[0] if rows else None
