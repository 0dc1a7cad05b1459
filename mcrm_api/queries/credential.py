"""Who signs in with this contact, and with which password? One statement, the same for strangers."""

FIND = """
    SELECT partner.id AS partner_id, credential.password_hash
      FROM mcrm_identity identity
      JOIN res_partner partner ON partner.id = identity.partner_id AND partner.active
      JOIN mcrm_api_credential credential ON credential.partner_id = partner.id
     WHERE identity.company_id = %s AND identity.kind = %s AND identity.value = %s
"""


def find_credential(cr, company_id, kind, value):
    """
    :param cr: cursor
    :param int company_id: res.company
    :param str kind: "email" or "phone"
    :param str value: the contact in its one spelling
    :return: partner_id and password_hash (dict), both None for nobody
    """
    cr.execute(FIND, (company_id, kind, value))
    rows = cr.dictfetchall()
    return rows[0] if rows else {"partner_id": None, "password_hash": None}
