"""What holds in the ledger at any time, read in SQL."""

BROKEN = {
    "a balance differs from the sum of its rows": """
        SELECT card.id, card.points, sum(row.issued - row.used) FROM loyalty_card card
          LEFT JOIN loyalty_history row ON row.card_id = card.id
         WHERE card.mcrm_role IS NOT NULL GROUP BY card.id
        HAVING abs(card.points - COALESCE(sum(row.issued - row.used), 0)) > 0.001""",
    "a balance differs from what is left of its lots": """
        SELECT card.id, card.points, sum(row.mcrm_remainder) FROM loyalty_card card
          LEFT JOIN loyalty_history row ON row.card_id = card.id AND row.issued > 0
         WHERE card.mcrm_role IS NOT NULL GROUP BY card.id
        HAVING abs(card.points - COALESCE(sum(row.mcrm_remainder), 0)) > 0.001""",
    "a lot holds less than nothing, or more than it issued": """
        SELECT id, issued, mcrm_remainder FROM loyalty_history
         WHERE mcrm_kind IS NOT NULL AND NOT (mcrm_remainder BETWEEN 0 AND issued)""",
    "a debt differs from what its rows say, or lies beside points": """
        SELECT card.id, card.mcrm_debt, sum(row.mcrm_debt) FROM loyalty_card card
          LEFT JOIN loyalty_history row ON row.card_id = card.id
         WHERE card.mcrm_role IS NOT NULL GROUP BY card.id
        HAVING abs(COALESCE(card.mcrm_debt, 0) - COALESCE(sum(row.mcrm_debt), 0)) > 0.001
            OR (card.points > 0 AND card.mcrm_debt > 0)""",
    "a refund gave back more than was booked": """
        SELECT origin.id, origin.issued + origin.used, sum(row.issued + row.used) FROM loyalty_history origin
          JOIN loyalty_history row ON row.mcrm_origin_id = origin.id AND row.mcrm_kind LIKE 'refund%%'
         GROUP BY origin.id HAVING sum(row.issued + row.used) > origin.issued + origin.used + 0.001""",
    "a balance is below zero": "SELECT id, points FROM loyalty_card WHERE mcrm_role IS NOT NULL AND points < 0",
    "a row's balance was below zero": "SELECT id, mcrm_balance FROM loyalty_history WHERE mcrm_balance < 0",
    "a member has two cards": """
        SELECT program_id, partner_id, count(*) FROM loyalty_card WHERE mcrm_role = 'member' AND active
         GROUP BY program_id, partner_id HAVING count(*) > 1""",
    "a key was booked twice": """
        SELECT mcrm_key, count(*) FROM loyalty_history WHERE mcrm_key IS NOT NULL
         GROUP BY mcrm_key HAVING count(*) > 1""",
    "a voucher is used without an order, or has points left": """
        SELECT id, mcrm_used_order_id, points FROM loyalty_card
         WHERE mcrm_state = 'used' AND (mcrm_used_order_id IS NULL OR points != 0)""",
    "more vouchers than the quota were given out": """
        SELECT program.id, program.mcrm_quota, count(*) FROM loyalty_program program
          JOIN loyalty_card card ON card.program_id = program.id
         WHERE program.mcrm_quota > 0 GROUP BY program.id HAVING count(*) > program.mcrm_quota""",
    "a paid order of a member has no row in the ledger": """
        SELECT o.id FROM pos_order o WHERE o.state = 'paid' AND o.amount_total >= 1000 AND o.partner_id IS NOT NULL
           AND EXISTS (SELECT FROM loyalty_program p WHERE p.company_id = o.company_id AND p.mcrm_role = 'member')
           AND o.company_id = %(company)s
           AND NOT EXISTS (SELECT FROM loyalty_history h
                            WHERE h.order_id = o.id AND h.order_model = 'pos.order' AND h.mcrm_kind = 'earn')""",
}


def broken(office):
    """:return: each invariant that does not hold, with the first offenders (dict)"""
    found = {}
    with office.registry.cursor() as cr:
        for title, sql in BROKEN.items():
            cr.execute(sql, {"company": office.company_id})
            if cr.rowcount:
                found[title] = cr.fetchmany(5)
    return found
