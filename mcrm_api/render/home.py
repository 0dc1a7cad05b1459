"""The home screen, put together from a few statements."""

from datetime import timezone
from zoneinfo import ZoneInfo

from odoo.addons.mcrm_member.tools import qr_token

from ..dispatch.call import COMPANY_FIELDS
from ..queries import home as queries
from ..queries.vouchers import find_next_vouchers
from ..tools.values import image_path, is_birthday, local, money, number
from . import loyalty, member, reservations


def home(call):
    """
    :param Call call: the request of a member
    :return: Home (dict)
    """
    cr, ids, lang = call.env.cr, (call.member_id, call.company.id), call.env.lang
    call.company.fetch(COMPANY_FIELDS)
    cafe = queries.find_cafe(cr, call.company.id)
    zone = ZoneInfo(cafe["tz"])
    today = call.now.replace(tzinfo=timezone.utc).astimezone(zone).date()
    row = queries.find_overview(cr, *ids, lang, today, call.now)
    return {
        "member": {
            "name": row["name"],
            "member_number": row["member_number"],
            "birthday_today": is_birthday(row["birth_date"], today),
        },
        "points": member.render_points(call.env, row),
        "tier": member.render_tier(row),
        "qr": _member_qr(call, row, cafe, zone),
        "promos": [loyalty.promo_row(promo) for promo in queries.find_promos(cr, *ids, lang, today)],
        "vouchers": _vouchers(call, find_next_vouchers(cr, *ids, lang, call.now, today), zone),
        "rewards": {"affordable": row["affordable"]},
        "last_order": _last_order(row, cafe, zone),
        "reservation": _reservation(call, row["reservation_id"]),
        "unread_notifications": row["unread"],
        "cafe": _cafe(cafe),
    }


def _member_qr(call, row, cafe, zone):
    rotating = cafe["qr_policy"] == "rotating"
    step = qr_token.step_at(call.now) if rotating else qr_token.STATIC_STEP
    key = call.company._mcrm_key("member")
    return {
        "text": qr_token.issue("M1", [row["member_number"], step], key),
        "policy": cafe["qr_policy"],
        "expires_at": local(qr_token.step_end(call.now), zone) if rotating else None,
    }


def _vouchers(call, rows, zone):
    key = call.company._mcrm_key("voucher")
    return {
        "available": rows[0]["available"] if rows else 0,
        "next": [loyalty.voucher(row, key, zone) for row in rows],
    }


def _last_order(row, cafe, zone):
    if not row["order_id"]:
        return None
    return {
        "id": row["order_id"],
        "number": row["order_number"],
        "date": local(row["order_date"], zone),
        "total": money(float(row["order_total"]), cafe["currency"], cafe["digits"]),
        "points_earned": number(row["order_points"]),
        "item_count": int(row["order_items"]),
    }


def _reservation(call, reservation_id):
    if not reservation_id:
        return None
    return reservations.reservation(call, call.sudo("mcrm.reservation").browse(reservation_id))


def _cafe(cafe):
    return {
        "name": cafe["name"],
        "currency": cafe["currency"],
        "whatsapp": cafe["whatsapp"] or None,
        "logo_url": image_path("logo", cafe["partner_id"], cafe["checksum"]),
    }
