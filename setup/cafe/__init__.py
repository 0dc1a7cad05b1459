"""The demo café: one place with a till, a menu, members and a history, plainly made up.

Runs inside Odoo's shell on a database where all our addons are installed and nothing else was entered.
"""

import datetime

from . import company, extras, history, members, menu, programs, till, venue


def build(env):
    """Fill an empty database with the demo café.

    :param env: an Odoo environment of the administrator
    """
    now = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None, microsecond=0)
    cafe = company.set_up(env)
    env = env(user=env.ref("base.user_admin"), context={**env.context, "lang": "id_ID", "tz": company.TIME_ZONE})
    products = menu.create(env)
    config = till.create(env)
    place = venue.create(env, config)
    programs.create(env, products)
    people = members.create(env, now)
    cashier = env["res.users"].search([("login", "=", "cashier")])
    history.create(env(user=cashier), config, people, products, now)
    extras.vouchers(env, config, people, products, now)
    extras.reservations(env, place, people, now)
    env["ir.qweb"]._get_asset_bundle("point_of_sale.assets_prod").js()  # so that the till opens quickly the first time
    return cafe
