"""Which records a member may see: the domains that stand between one member and another."""

from .vouchers import find_vouchers


def find_programs(call, program_id, roles):
    """
    :param Call call: the request of a member
    :param int program_id: loyalty.program
    :param tuple roles: roles that are meant
    :return: the café's published program (loyalty.program) in sudo, empty when there is none
    """
    domain = [
        ("id", "=", program_id),
        ("mcrm_role", "in", roles),
        ("mcrm_published", "=", True),
        ("company_id", "in", [False, *call.company.parent_ids.ids]),
    ]
    return call.sudo("loyalty.program").search(domain)


def find_venues(call, venue_id=None):
    """
    :param Call call: the request of a member
    :param int venue_id: only this one
    :return: the café's places (mcrm.venue) in sudo
    """
    domain = [("company_id", "=", call.company.id)]
    if venue_id:
        domain.append(("id", "=", venue_id))
    return call.sudo("mcrm.venue").search(domain)


def find_reservations(call, reservation_id=None, limit=None, before_id=None):
    """
    :param Call call: the request of a member
    :param int reservation_id: only this one
    :param int limit: at most so many
    :param int before_id: only older ones
    :return: the member's reservations (mcrm.reservation) in sudo, newest first
    """
    domain = [("partner_id", "=", call.member_id), ("company_id", "=", call.company.id)]
    if reservation_id:
        domain.append(("id", "=", reservation_id))
    if before_id:
        domain.append(("id", "<", before_id))
    return call.sudo("mcrm.reservation").search(domain, order="id desc", limit=limit)


def find_order(call, order_id):
    """
    :param Call call: the request of a member
    :param int order_id: pos.order
    :return: the member's purchase (pos.order) in sudo, empty when it is not theirs
    """
    # the rule of the list, asked for the one order: what the list does not show is not there
    orders_sudo = call.sudo("pos.order")
    found_sudo = orders_sudo._mcrm_orders(call.member_sudo, call.company, limit=1, before_id=order_id + 1)
    return found_sudo.filtered(lambda order: order.id == order_id)


def find_all(call):
    """
    :param Call call: the request of a member
    :return: everything of the member's that comes in pages elsewhere (dict of records in sudo, or of list of dict)
    """
    member_sudo, company = call.member_sudo, call.company
    mine = [("partner_id", "=", call.member_id)]
    ids = (call.member_id, company.id)
    return {
        "moves": call.sudo("loyalty.history")._mcrm_entries(member_sudo, company, limit=None),
        "vouchers": find_vouchers(call.env.cr, *ids, call.env.lang, call.now, call.today, limit=None),
        "orders": call.sudo("pos.order")._mcrm_orders(member_sudo, company, limit=None),
        "reservations": find_reservations(call),
        "notifications": call.sudo("mcrm.push.message").search(mine),
        "devices": call.sudo("mcrm.push.device").search(mine),
        "sessions": call.sudo("mcrm.api.session")._mcrm_signed_in(member_sudo),
    }
