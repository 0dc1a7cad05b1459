"""What happened so far: paid orders over more than a year, sent to the server the way the till sends them, and what
members did with their points."""

import datetime
import random
import uuid

from freezegun import freeze_time

SEED = 19
DAYS = 520  # how far back the history goes: the first points have expired
RECENT = 60  # days in which everybody came at least once
WALK_INS = 12  # orders of guests who are not members


def _session(config):
    """:return: the open session of the till, as the cashier would have opened it (pos.session)"""
    if not config.current_session_id:
        config.open_ui()
        config.current_session_id.set_opening_control(0, "")
    return config.current_session_id


def _line(env, product, quantity, chance, price=None, **values):
    tax, price = env.company.account_sale_tax_id, product.lst_price if price is None else price
    total = tax.compute_all(price, env.company.currency_id, quantity, product=product)
    return {
        "uuid": str(uuid.UUID(int=chance.getrandbits(128), version=4)),
        "product_id": product.id,
        "qty": quantity,
        "price_unit": price,
        "discount": 0,
        "tax_ids": [(6, 0, tax.ids)],
        "price_subtotal": total["total_excluded"],
        "price_subtotal_incl": total["total_included"],
        **values,
    }


def order(env, session, basket, partner, method, when, chance, more_lines=()):
    """Describe a paid order the way the till does.

    :param list basket: pairs of product.product and quantity
    :param datetime when: naive UTC
    :param random.Random chance: where its identifiers come from
    :param list more_lines: lines beside the basket, as `_line` gives them
    :return: one entry of what `sync_from_ui` takes (dict)
    """
    lines = [*(_line(env, product, quantity, chance) for product, quantity in basket), *more_lines]
    total = sum(line["price_subtotal_incl"] for line in lines)
    identifier = str(uuid.UUID(int=chance.getrandbits(128), version=4))
    reference, tracking = session.config_id._get_next_order_refs()
    return {
        "uuid": identifier,
        "access_token": str(uuid.UUID(int=chance.getrandbits(128), version=4)),
        "name": reference,
        "pos_reference": reference,
        "tracking_number": tracking,
        "session_id": session.id,
        "company_id": env.company.id,
        "user_id": env.uid,
        "partner_id": partner.id,
        "date_order": when.strftime("%Y-%m-%d %H:%M:%S"),
        "state": "paid",
        "amount_tax": total - sum(line["price_subtotal"] for line in lines),
        "amount_total": total,
        "amount_paid": total,
        "amount_return": 0,
        "lines": [(0, 0, line) for line in lines],
        "payment_ids": [(0, 0, {"amount": total, "payment_method_id": method.id, "name": str(when)})],
        "last_order_preparation_change": "{}",
    }


def redemption(env, config, person, basket, voucher, when):
    """Let a member pay with a voucher that takes a percentage off.

    :param list basket: pairs of product.product and quantity
    :param voucher: the member's voucher (loyalty.card)
    :param datetime when: naive UTC
    """
    env = env(user=config.current_session_id.user_id)  # the cashier takes the order
    chance, reward = random.Random(f"{SEED} {voucher.id}"), voucher.program_id.reward_ids
    price = -sum(product.lst_price * quantity for product, quantity in basket) * reward.discount / 100
    values = {
        "is_reward_line": True,
        "reward_id": reward.id,
        "coupon_id": voucher.id,
        "points_cost": reward.required_points,
        "reward_identifier_code": "demo",
    }
    line = _line(env, reward.discount_line_product_id, 1, chance, price=price, **values)
    session, method = config.with_env(env).current_session_id, config.payment_method_ids[:1]
    with freeze_time(when):
        env["pos.order"].sync_from_ui([order(env, session, basket, person, method, when, chance, [line])])


def _moment(now, days, chance):
    """:return: a moment of the last days within opening hours (datetime, naive UTC)"""
    day = (now - datetime.timedelta(days=chance.randint(1, days))).date()
    return datetime.datetime.combine(day, datetime.time(chance.randint(2, 13), chance.randint(0, 59)))  # 9 to 21 WIB


def _visits(people, now, chance):
    """:return: who came when, oldest first (list of (moment, res.partner))"""
    visits = [(_moment(now, RECENT, chance), person) for person in people]
    for person in people:
        days = min(DAYS, (now.date() - person.mcrm_joined_on).days)
        number = chance.choice((0, 1, 1, 2, 4)) + days // 80
        visits += [(_moment(now, days, chance), person) for _visit in range(number)]
    regular, nobody = people[:1], people.browse()
    visits += [(_moment(now, RECENT, chance), regular) for _visit in range(3)]
    visits += [(_moment(now, DAYS, chance), nobody) for _visit in range(WALK_INS)]
    return sorted(visits, key=lambda visit: visit[0])


def _spend(env, person, when, chance):
    """Members who can afford something get it now and then."""
    rewards = env["loyalty.program"].search([("mcrm_role", "=", "reward"), ("mcrm_points_price", ">", 0)])
    balance = person._mcrm_member_card(env.company).points
    affordable = rewards.filtered(lambda reward: reward.mcrm_points_price <= balance)
    if affordable and chance.random() < 0.4:
        chance.choice(affordable)._mcrm_redeem(person, when, str(when))


def create(env, config, people, products, now):
    """Let members and walk-ins buy from the menu.

    :param env: an environment of the cashier
    :param config: the till (pos.config)
    :param people: the members, the one people sign in as first (res.partner)
    :param dict products: the menu by name
    :param datetime now: naive UTC
    """
    chance = random.Random(SEED)
    session, menu = _session(config.with_env(env)), list(products.values())
    month = None
    for when, person in _visits(people, now, chance):
        basket = [(product, chance.choice((1, 1, 1, 2))) for product in chance.sample(menu, chance.randint(1, 4))]
        method = chance.choice(config.payment_method_ids)
        with freeze_time(when):
            if when.month != month:
                month = when.month
                env["loyalty.card"].sudo()._cron_mcrm_expire()  # as every night
            env["pos.order"].sync_from_ui([order(env, session, basket, person, method, when, chance)])
            if person and person != people[:1]:
                _spend(env, person, when, chance)
