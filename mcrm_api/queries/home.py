"""What the home screen shows, in four statements: the member and the counts, the promos, the vouchers, the QR policy.

The rules are those of `loyalty.program._mcrm_open_domain` and `pos.order._mcrm_summary`; a test compares both.
"""

from .member import BALANCE, COMPANY, PROGRAM, TIER, TIER_COLUMNS

OPEN = """
           program.active AND program.mcrm_published
       AND (program.company_id IS NULL OR program.company_id = ANY(company.path))
       AND (program.date_from IS NULL OR program.date_from <= %(today)s)
       AND (program.date_to IS NULL OR program.date_to >= %(today)s)"""
OVERVIEW = f"""
      WITH {COMPANY}, {PROGRAM}, {BALANCE}, {TIER}
    SELECT {TIER_COLUMNS},
           partner.name, partner.mcrm_member_number AS member_number, partner.mcrm_birth_date AS birth_date,
           card.points, card.unit,
           (SELECT count(*) FROM loyalty_program program, company
             WHERE program.mcrm_role IN ('reward', 'privilege') AND {OPEN}
               AND COALESCE(program.mcrm_points_price, 0) <= COALESCE(card.points, 0)
               AND (COALESCE(program.mcrm_quota, 0) = 0 OR COALESCE(program.mcrm_issued, 0) < program.mcrm_quota)
           ) AS affordable,
           (SELECT id FROM mcrm_reservation reservation
             WHERE reservation.partner_id = partner.id AND reservation.company_id = %(company)s
               AND reservation.end_at > %(now)s
               AND reservation.state IN ('held', 'requested', 'confirmed', 'arrived', 'seated')
          ORDER BY reservation.start_at LIMIT 1) AS reservation_id,
           (SELECT count(*) FROM mcrm_push_message message
             WHERE message.partner_id = partner.id AND message.read_at IS NULL) AS unread,
           last_order.*
      FROM res_partner partner
 LEFT JOIN card ON TRUE
 LEFT JOIN tier ON TRUE
 LEFT JOIN LATERAL (
        SELECT pos_order.id AS order_id, COALESCE(NULLIF(pos_order.pos_reference, ''), pos_order.name) AS order_number,
               pos_order.date_order AS order_date, pos_order.amount_total AS order_total,
               (SELECT COALESCE(sum(line.qty), 0) FROM pos_order_line line
                 WHERE line.order_id = pos_order.id AND line.is_reward_line IS NOT TRUE
                   AND line.combo_parent_id IS NULL) AS order_items,
               (SELECT COALESCE(sum(entry.issued - entry.used), 0) FROM loyalty_history entry
                  JOIN loyalty_card earned ON earned.id = entry.card_id AND earned.mcrm_role = 'member'
                 WHERE entry.order_id = pos_order.id AND entry.order_model = 'pos.order'
                   AND entry.mcrm_kind IN ('earn', 'refund_earn')
               ) AS order_points
          FROM pos_order, company
         WHERE pos_order.partner_id = partner.id AND pos_order.state IN ('paid', 'done', 'invoiced')
           AND pos_order.company_id IN (SELECT id FROM res_company branch
                                         WHERE branch.parent_path LIKE company.path[1] || '/%%')
      ORDER BY pos_order.id DESC LIMIT 1
           ) last_order ON TRUE
     WHERE partner.id = %(member)s
"""
PROMOS = f"""
      WITH {COMPANY}
    SELECT program.id, program.date_to AS valid_until, program.mcrm_quota AS quota, program.mcrm_issued AS issued,
           program.mcrm_member_limit AS member_limit, picture.checksum,
           COALESCE(program.mcrm_title ->> %(lang)s, program.mcrm_title ->> 'en_US',
                    program.name ->> %(lang)s, program.name ->> 'en_US') AS title,
           COALESCE(program.mcrm_summary ->> %(lang)s, program.mcrm_summary ->> 'en_US', '') AS summary,
           COALESCE(program.mcrm_terms ->> %(lang)s, program.mcrm_terms ->> 'en_US', '') AS terms,
           (SELECT count(*) FROM loyalty_card card
             WHERE card.program_id = program.id AND card.partner_id = %(member)s) AS claims
      FROM company
      JOIN loyalty_program program ON {OPEN}
 LEFT JOIN ir_attachment picture ON picture.res_model = 'loyalty.program' AND picture.res_field = 'mcrm_image'
                                AND picture.res_id = program.id
     WHERE program.mcrm_role = 'promo'
  ORDER BY program.sequence, program.id
     LIMIT %(limit)s
"""
CAFE = """
    SELECT partner.name, partner.id AS partner_id, currency.name AS currency, currency.decimal_places AS digits,
           company.mcrm_whatsapp AS whatsapp, company.mcrm_qr_policy AS qr_policy, picture.checksum,
           COALESCE(partner.tz, calendar.tz, 'UTC') AS tz
      FROM res_company company
      JOIN res_partner partner ON partner.id = company.partner_id
      JOIN res_currency currency ON currency.id = company.currency_id
 LEFT JOIN resource_calendar calendar ON calendar.id = company.resource_calendar_id
 LEFT JOIN ir_attachment picture ON picture.res_model = 'res.partner' AND picture.res_field = 'image_256'
                                AND picture.res_id = partner.id
     WHERE company.id = %(company)s
"""


def find_overview(cr, member_id, company_id, lang, today, now):
    """
    :param cr: cursor
    :param int member_id: res.partner
    :param int company_id: res.company
    :param str lang: language code of the answer
    :param date today: in the company's time zone
    :param datetime now: naive UTC
    :return: the member, the balance, the tier, the counts, the last order and the id of the next reservation (dict)
    """
    values = {"member": member_id, "company": company_id, "lang": lang, "today": today, "now": now}
    cr.execute(OVERVIEW, values)
    return cr.dictfetchall()[0]


def find_promos(cr, member_id, company_id, lang, today, limit=5):
    """
    :return: promos a member sees, in the café's order (list of dict)
    """
    values = {"member": member_id, "company": company_id, "lang": lang, "today": today, "limit": limit}
    cr.execute(PROMOS, values)
    return cr.dictfetchall()


def find_cafe(cr, company_id):
    """
    :return: name, currency, digits, whatsapp, qr_policy, checksum of the logo, partner_id, tz (dict)
    """
    cr.execute(CAFE, {"company": company_id})
    return cr.dictfetchall()[0]
