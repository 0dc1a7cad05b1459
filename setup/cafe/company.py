"""The company: Indonesian, rupiah without decimals, and the people who work there."""

from . import pictures

NAME = "Kedai Contoh"
TIME_ZONE = "Asia/Jakarta"
LANGUAGE = "id_ID"


def _rupiah(env):
    """:return: the rupiah, active and without decimals, as cafés count (res.currency)"""
    rupiah = env.ref("base.IDR")
    rupiah.write({"active": True, "rounding": 1.0})
    return rupiah


def _restaurant_tax(env):
    """:return: PB1, the 10 % that Indonesian restaurants include in their prices (account.tax)"""
    return env["account.tax"].create(
        {
            "name": "PB1 10%",
            "amount": 10,
            "type_tax_use": "sale",
            "price_include_override": "tax_included",
            "tax_group_id": env["account.tax.group"].create({"name": "PB1"}).id,
        }
    )


def _person(env, login, name, group):
    # The demo's passwords are its logins: it is served to this machine only.
    return env["res.users"].create(
        {
            "name": name,
            "login": login,
            "password": login,
            "lang": LANGUAGE,
            "tz": TIME_ZONE,
            "group_ids": [(6, 0, [env.ref("base.group_user").id, env.ref(group).id])],
        }
    )


def set_up(env):
    """Turn the main company into the café.

    :return: the company (res.company)
    """
    cafe = env.company
    cafe.write(
        {
            "name": NAME,
            "country_id": env.ref("base.id").id,
            "currency_id": _rupiah(env).id,
            "street": "Jl. Contoh No. 1",
            "city": "Salatiga",
            "phone": "+62 298-000-0000",
            "email": "halo@kedai-contoh.example",
            "point_of_sale_use_ticket_qr_code": False,  # the receipt carries the QR of the e-nota instead
            "mcrm_whatsapp": "+6281200000000",
            "logo": pictures.encoded("cup", "#8a5a3b"),
        }
    )
    cafe.partner_id.write({"lang": LANGUAGE, "tz": TIME_ZONE})
    env["account.chart.template"].try_loading("id", cafe, install_demo=False)
    cafe.account_sale_tax_id = _restaurant_tax(env)
    env.user.write({"tz": TIME_ZONE, "lang": LANGUAGE})
    env.ref("base.user_admin").write({"tz": TIME_ZONE, "lang": LANGUAGE})
    _person(env, "manager", "Maya Manajer", "point_of_sale.group_pos_manager")
    _person(env, "cashier", "Kiki Kasir", "point_of_sale.group_pos_user")
    return cafe
