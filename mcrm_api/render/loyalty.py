"""Promos, rewards and vouchers as the contract shows them."""

from odoo.addons.mcrm_member.tools import qr_token

from ..queries.pictures import find_checksums
from ..queries.vouchers import find_vouchers
from ..tools.values import image_path, local, number

VOUCHER_PREFIX = "V1"


def voucher(row, key, zone):
    """
    :param dict row: of `queries.vouchers`
    :param bytes key: the company's key for vouchers
    :param tzinfo zone: the café's
    :return: Voucher (dict)
    """
    is_usable = row["state"] in ("available", "held")
    return {
        "id": row["id"],
        "title": row["title"],
        "summary": row["summary"],
        "terms": row["terms"],
        "image_url": image_path("program", row["program_id"], row["checksum"]),
        "state": row["state"],
        "qr": qr_token.issue(VOUCHER_PREFIX, [row["code"]], key) if is_usable else None,
        "valid_until": row["valid_until"],
        "used_at": local(row["used_at"], zone),
        "kind": row["kind"],
    }


def vouchers(call, rows):
    """
    :param Call call: the request of the member whose vouchers they are
    :param list rows: of `queries.vouchers`
    :return: Voucher of each (list of dict)
    """
    key, zone = call.company._mcrm_key("voucher"), call.zone
    return [voucher(row, key, zone) for row in rows]


def move(call, entry):
    """
    :param Call call: the request of the member whose points they are
    :param loyalty.history entry: in sudo
    :return: PointsMove (dict)
    """
    return {
        "id": entry.id,
        "kind": entry.mcrm_kind,
        "points": number(entry.mcrm_points),
        "balance": number(entry.mcrm_balance),
        "description": entry.description or "",
        "at": call.at(entry.mcrm_at or entry.create_date),
        "order_id": entry.order_id if entry.order_model == "pos.order" and entry.order_id else None,
    }


def voucher_of_card(call, card):
    """
    :param Call call: the request of the member whose voucher it is
    :param loyalty.card card: just issued
    :return: Voucher (dict)
    """
    call.env.flush_all()
    ids, lang = (call.member_id, call.company.id), call.env.lang
    rows = find_vouchers(call.env.cr, *ids, lang, call.now, call.today, limit=1, voucher_id=card.id)
    return voucher(rows[0], call.company._mcrm_key("voucher"), call.zone)


def promo_row(row):
    """
    :param dict row: of `queries.home.find_promos`
    :return: Promo (dict)
    """
    remaining = max(0, row["quota"] - (row["issued"] or 0)) if row["quota"] else None
    within_limit = not row["member_limit"] or row["claims"] < row["member_limit"]
    return {
        "id": row["id"],
        "title": row["title"],
        "summary": row["summary"],
        "terms": row["terms"],
        "image_url": image_path("program", row["id"], row["checksum"]),
        "valid_until": row["valid_until"],
        "remaining": remaining,
        "claimable": remaining != 0 and within_limit,
        "claimed": bool(row["claims"]),
    }


def rewards(call, programs):
    """
    :param Call call: the request of a member
    :param loyalty.program programs: rewards and privileges, in sudo
    :return: Reward of each (list of dict)
    """
    balance = call.member_sudo._mcrm_member_card(call.company).points
    checksums = find_checksums(call.env.cr, programs._name, "mcrm_image", programs.ids)
    return [_reward(program, balance, checksums.get(program.id), call.member_sudo) for program in programs]


def _reward(program, balance, checksum, member):
    return {
        "id": program.id,
        "title": program.mcrm_title or program.name,
        "summary": program.mcrm_summary or "",
        "terms": program.mcrm_terms or "",
        "image_url": image_path("program", program.id, checksum),
        "points_price": number(program.mcrm_points_price),
        "affordable": balance >= program.mcrm_points_price and program._mcrm_may_get(member),
    }
