"""Many members at once, for trials of scale."""

BATCH = 1000
FIRST_PHONE = 6285000000000
FIRST_YEAR, YEARS = 1960, 45


def _values(number):
    return {
        "name": f"Uji Contoh {number}",
        "email": f"uji{number}@example.com",
        "phone": f"+{FIRST_PHONE + number}",
        "mcrm_birth_date": f"{FIRST_YEAR + number % YEARS}-{number % 12 + 1:02}-{number % 28 + 1:02}",
    }


def create(env, count):
    """Add members, on top of those there are.

    :param int count: how many
    """
    today = env.cr.now().date()
    partners = env["res.partner"].with_context(tracking_disable=True, mail_create_nolog=True)
    first = partners.search_count([("name", "=like", "Uji Contoh %")])
    for start in range(first, first + count, BATCH):
        batch = partners.create([_values(number) for number in range(start, min(start + BATCH, first + count))])
        batch._mcrm_enrol(today)
        env.cr.commit()
        env.invalidate_all()
