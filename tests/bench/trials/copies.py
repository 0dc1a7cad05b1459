"""Rows by the thousand: copies of one that Odoo made."""


def copy_rows(cr, table, template_id, source, **changes):
    """Copy a row once for each row of a query.

    :param int template_id: the row that is copied
    :param str source: SQL of a row set with the alias `source`, e.g. "generate_series(1, 9) AS source(n)"
    :param str changes: SQL expressions by column; the other columns are as in the template
    :return: how many rows were made (int)
    """
    cr.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table])
    columns = [name for (name,) in cr.fetchall() if name != "id"]
    values = [changes.get(name, f'template."{name}"') for name in columns]
    names = ", ".join(f'"{name}"' for name in columns)
    cr.execute(
        f'INSERT INTO "{table}" ({names}) SELECT {", ".join(values)} FROM "{table}" template, {source}'
        " WHERE template.id = %s",
        [template_id],
    )
    return cr.rowcount


def unsettled_orders(cr, order_id, member_ids, count):
    """Copy a paid order that was never settled.

    :param list member_ids: whose the copies are, in turn
    :return: their ids (list of int)
    """
    cr.execute("SELECT max(id) FROM pos_order")
    last = cr.fetchone()[0]
    member = f"(ARRAY{list(member_ids)})[1 + mod(n, {len(member_ids)})]"
    copy_rows(
        cr,
        "pos_order",
        order_id,
        f"generate_series(1, {count}) AS source(n)",
        uuid="gen_random_uuid()",
        partner_id=member,
    )
    for table, column in (("pos_order_line", "order_id"), ("pos_payment", "pos_order_id")):
        cr.execute(f"SELECT id FROM {table} WHERE {column} = %s", [order_id])
        orders = f"(SELECT id FROM pos_order WHERE id > {last}) AS source(n)"
        for (row_id,) in cr.fetchall():
            copy_rows(cr, table, row_id, orders, uuid="gen_random_uuid()", **{column: "n"})
    cr.execute("SELECT id FROM pos_order WHERE id > %s ORDER BY id", [last])
    return [order for (order,) in cr.fetchall()]


def members(cr, template_id, card_id, count, rows_each):
    """Copy a member with a card of one ledger row.

    :param int rows_each: ledger rows on each card
    """
    cr.execute("SELECT max(id) FROM res_partner")
    last = cr.fetchone()[0]
    cr.execute("SELECT max(id) FROM loyalty_card")
    last_card = cr.fetchone()[0]
    cr.execute("SELECT id FROM loyalty_history WHERE card_id = %s", [card_id])
    (row_id,) = cr.fetchone()
    name = "'Skala Contoh ' || n"
    numbers = f"generate_series(1, {count}) AS source(n)"
    copy_rows(cr, "res_partner", template_id, numbers, name=name, complete_name=name)
    partners = f"(SELECT id FROM res_partner WHERE id > {last}) AS source(n)"
    points = f"template.points * {rows_each}"
    copy_rows(cr, "loyalty_card", card_id, partners, partner_id="n", code="'skala' || n", points=points)
    copy_rows(
        cr,
        "loyalty_history",
        row_id,
        f"(SELECT id, partner_id, step FROM loyalty_card, generate_series(1, {rows_each}) step WHERE id > {last_card}"
        " ORDER BY step, id) AS source(card, partner, step)",
        card_id="card",
        mcrm_partner_id="partner",
        mcrm_key="'skala:' || card || ':' || step",
        mcrm_balance="template.mcrm_balance * step",
    )
