"""The demo café: one place with a till, a menu, members and a history, plainly made up.

Runs inside Odoo's shell on a database where all our addons are installed and nothing else was entered.
"""

import datetime

from . import company, history, members, menu, programs, till, venue


def build(env):
    """Fill an empty database with the demo café.

    :param env: an Odoo environment of the administrator
    """
    now = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None, microsecond=0)
    cafe = company.set_up(env)
    env = env(user=env.ref("base.user_admin"), context={**env.context, "lang": "id_ID", "tz": company.TIME_ZONE})
    products = menu.create(env)
    config = till.create(env)
    venue.create(env, config)
    programs.create(env, products)
    people = members.create(env, now)
    cashier = env["res.users"].search([("login", "=", "cashier")])
    history.create(env(user=cashier), config, people, products, now)
    env.flush_all()
    return cafe
