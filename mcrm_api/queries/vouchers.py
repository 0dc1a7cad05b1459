"""The member's vouchers in one statement."""

from .member import COMPANY

# mirrors loyalty.card._mcrm_state_on and _mcrm_is_held: a voucher past its last day is expired, one held for too long
# is available, whatever the row says
COLUMNS = """
    SELECT card.id, card.code, card.mcrm_role AS kind, card.expiration_date AS valid_until,
           card.mcrm_used_at AS used_at,
           CASE WHEN card.mcrm_state IN ('available', 'held') AND card.expiration_date < %(today)s
                THEN 'expired'
                WHEN card.mcrm_state = 'held' AND card.mcrm_hold_until <= %(now)s THEN 'available'
                ELSE card.mcrm_state END AS state,
           COALESCE(program.mcrm_title ->> %(lang)s, program.mcrm_title ->> 'en_US',
                    program.name ->> %(lang)s, program.name ->> 'en_US') AS title,
           COALESCE(program.mcrm_summary ->> %(lang)s, program.mcrm_summary ->> 'en_US', '') AS summary,
           COALESCE(program.mcrm_terms ->> %(lang)s, program.mcrm_terms ->> 'en_US', '') AS terms,
           program.id AS program_id, picture.checksum
      FROM company
      JOIN loyalty_card card ON card.partner_id = %(member)s AND card.active
      JOIN loyalty_program program ON program.id = card.program_id
 LEFT JOIN ir_attachment picture ON picture.res_model = 'loyalty.program' AND picture.res_field = 'mcrm_image'
                                AND picture.res_id = program.id
     WHERE card.mcrm_role IN ('promo', 'reward', 'birthday', 'privilege')
       AND (card.company_id IS NULL OR card.company_id = ANY(company.path))"""
PAGE = f"""
      WITH {COMPANY},
           voucher AS ({COLUMNS})
    SELECT * FROM voucher
     WHERE ((%(state)s::text IS NULL AND state <> 'cancelled') OR state = ANY(%(states)s))
       AND (%(before)s::int IS NULL OR id < %(before)s)
       AND (%(id)s::int IS NULL OR id = %(id)s)
  ORDER BY id DESC
     LIMIT %(limit)s
"""
NEXT = f"""
      WITH {COMPANY},
           voucher AS ({COLUMNS})
    SELECT *, count(*) OVER () AS available FROM voucher
     WHERE state IN ('available', 'held')
  ORDER BY valid_until NULLS LAST, id
     LIMIT 3
"""
STATES = {"available": ["available", "held"], "used": ["used"], "expired": ["expired"]}


def find_vouchers(cr, member_id, company_id, lang, now, today, state=None, limit=20, before_id=None, voucher_id=None):
    """
    :param cr: cursor
    :param int member_id: res.partner
    :param int company_id: res.company
    :param str lang: language code of the answer
    :param datetime now: naive UTC
    :param date today: in the company's time zone
    :param str state: "available", "used", "expired", None for all but cancelled ones
    :param int limit: at most so many
    :param int before_id: only older ones
    :param int voucher_id: only this one
    :return: rows, newest first (list of dict)
    """
    values = {"member": member_id, "company": company_id, "lang": lang, "now": now, "today": today, "state": state}
    values |= {"states": STATES.get(state, []), "limit": limit, "before": before_id, "id": voucher_id}
    cr.execute(PAGE, values)
    return cr.dictfetchall()


def find_next_vouchers(cr, member_id, company_id, lang, now, today):
    """
    :return: the three usable vouchers that expire first, each with the number of all usable ones (list of dict)
    """
    cr.execute(NEXT, {"member": member_id, "company": company_id, "lang": lang, "now": now, "today": today})
    return cr.dictfetchall()
