"""Member points with three tiers, three promos, four rewards and the birthday gift."""

from . import pictures

RUPIAH_PER_POINT = 1000
RUPIAH_BACK = 50  # what a point is worth when it is spent at the till
POINT_NAME = "Poin"
MONTHS_GOOD = 12  # how long points can be used
TIERS = (  # name, in English, from how many points, multiplier, colour, privileges, in English
    ("Perunggu", "Bronze", 0, 1, "#A8703A", "", ""),
    (
        "Perak",
        "Silver",
        250,
        1.25,
        "#7C8794",
        "Isi ulang es teh gratis tiap kunjungan.",
        "A free refill of iced tea at every visit.",
    ),
    (
        "Emas",
        "Gold",
        600,
        1.5,
        "#B8860B",
        "Isi ulang es teh gratis, dan meja favoritmu kami simpan.",
        "Free refills of iced tea, and your favourite table is kept for you.",
    ),
)
WIDE = {"width": 960, "height": 720}


def _discount(percent=0, amount=0):
    return {
        "reward_type": "discount",
        "discount": percent or amount,
        "discount_mode": "percent" if percent else "per_order",
        "discount_applicability": "order",
        "required_points": 1,
    }


def _free(product):
    return {
        "reward_type": "product",
        "reward_product_id": product.id,
        "reward_product_qty": 1,
        "required_points": 1,
    }


def _program(role, title, summary, english, picture, reward, minimum=0, **values):
    """:return: values of a voucher program, with Indonesian texts; `english` is (title, summary, terms)"""
    return english, {
        "name": title,
        "mcrm_role": role,
        "mcrm_published": True,
        "mcrm_title": title,
        "mcrm_summary": summary,
        "mcrm_image": pictures.encoded(*picture, **WIDE),
        "trigger": "with_code",
        "applies_on": "current",
        "rule_ids": [(5,), (0, 0, {"minimum_amount": minimum, "minimum_qty": 0})] if minimum else [(5,)],
        "reward_ids": [(5,), (0, 0, reward)],
        **values,
    }


def _promos(products):
    yield _program(
        "promo",
        "Diskon 20% untuk semua menu",
        "Diskon 20%",
        ("20% off the whole menu", "20% off", "Once per visit. Cannot be combined with other promos."),
        ("cup", "#b5651d"),
        _discount(percent=20),
        mcrm_terms="Sekali tiap kunjungan. Tidak bisa digabung dengan promo lain.",
        mcrm_quota=100,
        mcrm_member_limit=1,
        mcrm_validity_days=14,
    )
    yield _program(
        "promo",
        "Gratis Es Teh Melati",
        "Es teh gratis",
        ("Free iced jasmine tea", "Free iced tea", "For orders of Rp50.000 or more."),
        ("glass", "#c9822b"),
        _free(products["Es Teh Melati"]),
        minimum=50000,
        mcrm_terms="Untuk belanja mulai Rp50.000.",
        mcrm_member_limit=2,
        mcrm_validity_days=7,
    )
    yield _program(
        "promo",
        "Potongan Rp10.000 makan siang",
        "Hemat Rp10.000",
        ("Rp10.000 off your lunch", "Save Rp10.000", "For orders of Rp60.000 or more."),
        ("plate", "#d98a3d"),
        _discount(amount=10000),
        minimum=60000,
        mcrm_terms="Untuk belanja mulai Rp60.000.",
        mcrm_quota=50,
        mcrm_member_limit=1,
        mcrm_validity_days=30,
    )


def _rewards(products):
    yield _program(
        "reward",
        "Kopi Tubruk gratis",
        "Kopi gratis",
        ("Free Kopi Tubruk", "Free coffee", "One cup of Kopi Tubruk."),
        ("cup", "#4a2c1a"),
        _free(products["Kopi Tubruk"]),
        mcrm_terms="Satu cangkir Kopi Tubruk.",
        mcrm_points_price=60,
        mcrm_validity_days=30,
    )
    yield _program(
        "reward",
        "Bolu Pandan gratis",
        "Kue gratis",
        ("Free pandan cake", "Free cake", "One slice of pandan cake."),
        ("cake", "#8fbf6b"),
        _free(products["Bolu Pandan"]),
        mcrm_terms="Satu potong Bolu Pandan.",
        mcrm_points_price=80,
        mcrm_validity_days=30,
    )
    yield _program(
        "reward",
        "Potongan Rp15.000",
        "Hemat Rp15.000",
        ("Rp15.000 off", "Save Rp15.000", "For any order."),
        ("bowl", "#e8c34e"),
        _discount(amount=15000),
        mcrm_terms="Untuk pesanan apa saja.",
        mcrm_points_price=120,
        mcrm_validity_days=30,
    )
    yield _program(
        "reward",
        "Diskon 50% satu kunjungan",
        "Diskon 50%",
        ("50% off one visit", "50% off", "One order, at the table or to take away."),
        ("plate", "#c8553d"),
        _discount(percent=50),
        mcrm_terms="Satu pesanan, di tempat atau dibawa pulang.",
        mcrm_points_price=400,
        mcrm_quota=20,
        mcrm_validity_days=30,
    )


def _birthday(products):
    return _program(
        "birthday",
        "Kue ulang tahun untukmu",
        "Kue gratis",
        ("A birthday cake for you", "Free cake", "One slice of cake in the week of your birthday."),
        ("cake", "#f1a9b8"),
        _free(products["Bolu Pandan"]),
        mcrm_terms="Satu potong kue di minggu ulang tahunmu.",
        mcrm_validity_days=7,
    )


def _member_points():
    rule = {"reward_point_mode": "money", "reward_point_amount": 1 / RUPIAH_PER_POINT, "minimum_qty": 0}
    reward = {
        "description": "Potongan dari poin",
        "reward_type": "discount",
        "discount": RUPIAH_BACK,
        "discount_mode": "per_point",
        "discount_applicability": "order",
        "required_points": 50,
    }
    return {
        "name": "Poin Member",
        "mcrm_role": "member",
        "mcrm_title": "Poin Member",
        "trigger": "auto",
        "applies_on": "both",
        "portal_visible": True,
        "portal_point_name": POINT_NAME,
        "mcrm_whole_points": True,
        "mcrm_point_value": RUPIAH_BACK,
        "mcrm_expiry": "months",
        "mcrm_expiry_months": MONTHS_GOOD,
        "rule_ids": [(5,), (0, 0, rule)],
        "reward_ids": [(5,), (0, 0, reward)],
    }


def _create_tiers(program):
    for name, english, threshold, multiplier, color, privileges, english_privileges in TIERS:
        tier = program.mcrm_tier_ids.create(
            {
                "program_id": program.id,
                "name": name,
                "threshold": threshold,
                "multiplier": multiplier,
                "color": color,
                "privileges": privileges,
            }
        )
        tier.with_context(lang="en_US").write({"name": english, "privileges": english_privileges})


def create(env, products):
    """Create the programs, in Indonesian with English translations.

    :param dict products: the menu by name
    """
    programs = env["loyalty.program"]
    _create_tiers(programs.create(_member_points()))
    for (title, summary, terms), values in (*_promos(products), *_rewards(products), _birthday(products)):
        program = programs.create(values)
        english = {"mcrm_title": title, "mcrm_summary": summary, "mcrm_terms": terms}
        program.with_context(lang="en_US").write(english)
