"""The member's profile, balance and tier in one statement.

The points that count for the next tier are those of `loyalty.card._mcrm_qualifying`; a test compares both.
"""

# the first member program of the café is the one whose points members see
PROGRAM = """
    program AS (
        SELECT program.id, program.mcrm_tier_window AS tier_window,
               COALESCE(program.portal_point_name ->> %(lang)s, program.portal_point_name ->> 'en_US') AS unit
          FROM loyalty_program program, company
         WHERE program.mcrm_role = 'member' AND program.active
           AND (program.company_id IS NULL OR program.company_id = ANY(company.path))
      ORDER BY program.sequence, program.id
         LIMIT 1
    )"""
COMPANY = """
    company AS (
        SELECT company.id, string_to_array(trim(both '/' from company.parent_path), '/')::int[] AS path,
               COALESCE(place.tz, calendar.tz, 'UTC') AS tz
          FROM res_company company
          JOIN res_partner place ON place.id = company.partner_id
     LEFT JOIN resource_calendar calendar ON calendar.id = company.resource_calendar_id
         WHERE company.id = %(company)s
    )"""
BALANCE = """
    card AS (
        SELECT card.id, card.points, program.unit, program.id AS program_id, program.tier_window,
               card.mcrm_tier_id AS tier_id, card.mcrm_tier_until AS tier_until
          FROM program
     LEFT JOIN loyalty_card card
            ON card.program_id = program.id AND card.partner_id = %(member)s AND card.active
      ORDER BY card.id
         LIMIT 1
    )"""
# a program without tiers gives no row
TIER = """
    tier AS (
        SELECT card.tier_until, mine.color AS tier_color, mine.multiplier AS tier_multiplier,
               COALESCE(mine.name ->> %(lang)s, mine.name ->> 'en_US') AS tier_name,
               COALESCE(mine.privileges ->> %(lang)s, mine.privileges ->> 'en_US') AS tier_privileges,
               COALESCE(upper.name ->> %(lang)s, upper.name ->> 'en_US') AS next_name,
               upper.threshold AS next_threshold, qualifying.points AS qualifying
          FROM company
    CROSS JOIN card
     LEFT JOIN mcrm_tier mine ON mine.id = card.tier_id
     LEFT JOIN LATERAL (
            SELECT above.* FROM mcrm_tier above
             WHERE above.program_id = card.program_id AND above.threshold > COALESCE(mine.threshold, -1)
          ORDER BY above.threshold LIMIT 1
               ) upper ON TRUE
     LEFT JOIN LATERAL (
            SELECT COALESCE(sum(entry.mcrm_qualifying), 0) AS points FROM loyalty_history entry
             WHERE entry.card_id = card.id AND entry.mcrm_qualifying <> 0
               AND (card.tier_window = 'life' OR entry.mcrm_at >= (
                    date_trunc('day', %(now)s AT TIME ZONE 'UTC' AT TIME ZONE company.tz) - interval '12 months'
                   ) AT TIME ZONE company.tz AT TIME ZONE 'UTC')
               ) qualifying ON TRUE
         WHERE mine.id IS NOT NULL OR upper.id IS NOT NULL
    )"""
TIER_COLUMNS = """
    tier.tier_until, tier.tier_color, tier.tier_multiplier, tier.tier_name, tier.tier_privileges, tier.next_name,
    tier.next_threshold, tier.qualifying"""
PROFILE = f"""
      WITH {COMPANY}, {PROGRAM}, {BALANCE}, {TIER}
    SELECT {TIER_COLUMNS},
           partner.mcrm_member_number AS member_number, partner.name, partner.mcrm_birth_date AS birth_date,
           partner.mcrm_joined_on AS joined_on, partner.lang, card.points, card.unit,
           COALESCE((SELECT value FROM mcrm_identity identity
                      WHERE identity.partner_id = partner.id AND kind = 'email' ORDER BY id LIMIT 1),
                    partner.email_normalized) AS email,
           COALESCE((SELECT value FROM mcrm_identity identity
                      WHERE identity.partner_id = partner.id AND kind = 'phone' ORDER BY id LIMIT 1),
                    partner.phone) AS phone
      FROM res_partner partner
 LEFT JOIN card ON TRUE
 LEFT JOIN tier ON TRUE
     WHERE partner.id = %(member)s
"""
POINTS = f"WITH {COMPANY}, {PROGRAM}, {BALANCE} SELECT points, unit FROM card"


def find_profile(cr, member_id, company_id, lang, now):
    """
    :param cr: cursor
    :param int member_id: res.partner
    :param int company_id: res.company
    :param str lang: language code of the answer
    :param datetime now: naive UTC
    :return: member_number, name, birth_date, joined_on, lang, email, phone, points, unit and the columns of the tier
        (dict)
    """
    cr.execute(PROFILE, {"member": member_id, "company": company_id, "lang": lang, "now": now})
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
