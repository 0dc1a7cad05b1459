"""What makes the screens look lived in: vouchers in each state, tables reserved, a few notifications."""

import datetime

from .history import redemption

HOUR = datetime.timedelta(hours=1)
RESERVATIONS = (  # (member's place in the list, days ahead, hour of the day, party, wish)
    (0, 1, 19, 4, "Dekat jendela, ya."),
    (1, 0, 20, 2, ""),
    (2, 1, 12, 3, ""),
    (3, 1, 18, 6, "Ada kursi bayi?"),
    (4, 2, 19, 2, "Ulang tahun pernikahan"),
    (5, 3, 17, 5, ""),
)


def _program(env, role, title):
    return env["loyalty.program"].search([("mcrm_role", "=", role), ("mcrm_title", "=like", f"{title}%")], limit=1)


def vouchers(env, config, people, products, now):
    """Claim, redeem, use and let expire, through the same methods as the app and the till.

    :param people: the members, the one people sign in as first (res.partner)
    :param dict products: the menu by name
    :param datetime now: naive UTC
    """
    member, promo = people[0], _program(env, "promo", "Diskon 20%")
    used = promo._mcrm_claim(member, now - 72 * HOUR, "demo")
    redemption(env, config, member, [(products["Nasi Goreng Kampung"], 2)], used, now - 48 * HOUR)
    for position, person in enumerate(people[1:13]):
        promo._mcrm_claim(person, now - position * 7 * HOUR, "demo")
    tea = _program(env, "promo", "Gratis Es Teh")
    tea._mcrm_claim(member, now - 30 * 24 * HOUR, "demo-old")  # valid for a week: gone by now
    tea._mcrm_claim(member, now - 2 * HOUR, "demo")
    _program(env, "reward", "Kopi Tubruk")._mcrm_redeem(member, now - HOUR, "demo")
    for person in people.filtered(lambda person: person.mcrm_birth_date.strftime("%m-%d") == f"{now:%m-%d}"):
        _program(env, "birthday", "Kue")._mcrm_issue(person, now)
        person.message_notify(
            partner_ids=person.ids,
            subject="Selamat ulang tahun!",
            body="Ada kue gratis untukmu minggu ini. Tunjukkan vouchernya di kasir, ya.",
        )


def reservations(env, venue, people, now):
    """Reserve tables for the next days.

    :param venue: where (mcrm.venue)
    :param people: the members (res.partner)
    :param datetime now: naive UTC
    """
    today = venue._mcrm_local(now).replace(minute=0, second=0, microsecond=0)
    for position, days, hour, party_size, note in RESERVATIONS:
        start = today.replace(hour=hour) + datetime.timedelta(days=days)
        if start > today + HOUR:
            env["mcrm.reservation"]._mcrm_book(venue, people[position], start, party_size, note, now, None)
