"""The till: one register in restaurant mode, two floors, a dozen tables, cash and QRIS."""

FLOORS = {
    "Dalam": ("#f3ece2", [(1, 2), (2, 2), (3, 4), (4, 4), (5, 4), (6, 6)]),
    "Teras": ("#e7f0e2", [(11, 2), (12, 2), (13, 4), (14, 4), (15, 6), (16, 8)]),
}
COLUMNS = 3
STEP = 190  # pixels between tables on the floor plan


def _table(position, number, seats):
    return {
        "table_number": number,
        "seats": seats,
        "shape": "round" if seats == 2 else "square",
        "width": 90 if seats < 6 else 140,
        "height": 90,
        "position_h": 90 + position % COLUMNS * STEP,
        "position_v": 80 + position // COLUMNS * STEP,
        "color": "rgb(138, 90, 59)" if seats == 2 else "rgb(90, 122, 84)",
    }


def _payment_methods(env):
    cash_journal = env["account.journal"].search([("type", "=", "cash")], limit=1)
    bank_journal = env["account.journal"].search([("type", "=", "bank")], limit=1)
    return env["pos.payment.method"].create(
        [
            {"name": "Tunai", "journal_id": cash_journal.id, "sequence": 1},
            {"name": "QRIS", "journal_id": bank_journal.id, "sequence": 2},
        ]
    )


def create(env):
    """Create the till and its floors.

    :return: the till (pos.config)
    """
    floors = env["restaurant.floor"].create(
        [
            {
                "name": name,
                "sequence": sequence,
                "background_color": color,
                "table_ids": [(0, 0, _table(position, *table)) for position, table in enumerate(tables)],
            }
            for sequence, (name, (color, tables)) in enumerate(FLOORS.items())
        ]
    )
    return env["pos.config"].create(
        {
            "name": "Kasir 1",
            "module_pos_restaurant": True,
            "iface_splitbill": True,
            "show_product_images": True,  # Odoo hides them in restaurant mode unless told
            "floor_ids": [(6, 0, floors.ids)],  # before the till exists, or Odoo adds a floor of its own
            "payment_method_ids": [(6, 0, _payment_methods(env).ids)],
        }
    )
