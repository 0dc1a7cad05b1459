"""The member's profile and balance in one statement."""

# the first member program of the café is the one whose points members see
PROGRAM = """
    program AS (
        SELECT program.id,
               COALESCE(program.portal_point_name ->> %(lang)s, program.portal_point_name ->> 'en_US') AS unit
          FROM loyalty_program program, company
         WHERE program.mcrm_role = 'member' AND program.active
           AND (program.company_id IS NULL OR program.company_id = ANY(company.path))
      ORDER BY program.sequence, program.id
         LIMIT 1
    )"""
COMPANY = """
    company AS (
        SELECT company.id, string_to_array(trim(both '/' from company.parent_path), '/')::int[] AS path
          FROM res_company company
         WHERE company.id = %(company)s
    )"""
BALANCE = """
    card AS (
        SELECT card.id, card.points, program.unit
          FROM program
     LEFT JOIN loyalty_card card
            ON card.program_id = program.id AND card.partner_id = %(member)s AND card.active
      ORDER BY card.id
         LIMIT 1
    )"""
PROFILE = f"""
      WITH {COMPANY}, {PROGRAM}, {BALANCE}
    SELECT partner.mcrm_member_number AS member_number, partner.name, partner.mcrm_birth_date AS birth_date,
           partner.mcrm_joined_on AS joined_on, partner.lang, card.points, card.unit,
           COALESCE((SELECT value FROM mcrm_identity identity
                      WHERE identity.partner_id = partner.id AND kind = 'email' ORDER BY id LIMIT 1),
                    partner.email_normalized) AS email,
           COALESCE((SELECT value FROM mcrm_identity identity
                      WHERE identity.partner_id = partner.id AND kind = 'phone' ORDER BY id LIMIT 1),
                    partner.phone) AS phone
      FROM res_partner partner
 LEFT JOIN card ON TRUE
     WHERE partner.id = %(member)s
"""
POINTS = f"WITH {COMPANY}, {PROGRAM}, {BALANCE} SELECT points, unit FROM card"


def find_profile(cr, member_id, company_id, lang):
    """
    :param cr: cursor
    :param int member_id: res.partner
    :param int company_id: res.company
    :param str lang: language code of the answer
    :return: member_number, name, birth_date, joined_on, lang, email, phone, points, unit (dict)
    """
    cr.execute(PROFILE, {"member": member_id, "company": company_id, "lang": lang})
    return cr.dictfetchall()[0]


def find_points(cr, member_id, company_id, lang):
    """
    :param cr: cursor
    :param int member_id: res.partner
    :param int company_id: res.company
    :param str lang: language code of the answer
    :return: points and unit (dict), both None without a program
    """
    cr.execute(POINTS, {"member": member_id, "company": company_id, "lang": lang})
    rows = cr.dictfetchall()
    return rows[0] if rows else {"points": None, "unit": None}
