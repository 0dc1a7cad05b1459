"""Points booked before they came in lots: a card's balance is in its last rows, as the oldest are used first."""


def migrate(cr, version):
    cr.execute(
        """UPDATE loyalty_history lot
              SET mcrm_remainder = GREATEST(0, LEAST(lot.issued, left_over.points))
             FROM (SELECT entry.id,
                          card.points - COALESCE(sum(entry.issued) OVER later, 0) AS points
                     FROM loyalty_history entry JOIN loyalty_card card ON card.id = entry.card_id
                    WHERE entry.mcrm_kind IS NOT NULL AND entry.issued > 0
                   WINDOW later AS (PARTITION BY entry.card_id ORDER BY entry.id DESC
                                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) left_over
            WHERE left_over.id = lot.id"""
    )
    cr.execute("UPDATE loyalty_history SET mcrm_qualifying = issued WHERE mcrm_kind = 'earn'")
