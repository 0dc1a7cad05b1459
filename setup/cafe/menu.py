"""What the café sells: the lines of menu.csv, each with a picture."""

import csv
from pathlib import Path

from . import pictures

CATEGORY_COLORS = {"Kopi": 1, "Teh & Cokelat": 2, "Minuman Segar": 3, "Makanan": 4, "Camilan": 5, "Kue": 6}


def create(env):
    """Create the menu.

    :return: the products by name (dict of str to product.product)
    """
    # What Odoo brings along is not on the menu of this café
    env["product.template"].search([("available_in_pos", "=", True)]).available_in_pos = False
    categories = {
        name: env["pos.category"].create({"name": name, "sequence": position, "color": color})
        for position, (name, color) in enumerate(CATEGORY_COLORS.items())
    }
    with (Path(__file__).parent / "menu.csv").open() as lines:
        rows = list(csv.DictReader(lines))
    templates = env["product.template"].create([_values(env, row, categories[row["category"]]) for row in rows])
    return {template.name: template.product_variant_id for template in templates}


def _values(env, row, category):
    return {
        "name": row["name"],
        "list_price": int(row["price"]),
        "type": "consu",
        "available_in_pos": True,
        "pos_categ_ids": [(4, category.id)],
        "taxes_id": [(6, 0, env.company.account_sale_tax_id.ids)],
        "image_1920": pictures.encoded(row["drawing"], row["color"]),
    }
