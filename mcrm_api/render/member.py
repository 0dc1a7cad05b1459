"""The member's profile and balance as the contract shows them."""

from odoo.addons.mcrm_loyalty.tools import tiers

from ..queries.member import find_points, find_profile
from ..tools import language
from ..tools.values import number


def render_points(env, row):
    """
    :param env: environment in the language of the answer
    :param dict row: with points and unit
    :return: PointsBalance (dict)
    """
    return {"balance": number(row["points"]), "name": row["unit"] or env._("Points")}


def points(env, member_id, company_id):
    """
    :param env: environment in the language of the answer
    :param int member_id: res.partner
    :param int company_id: res.company
    :return: PointsBalance (dict)
    """
    return render_points(env, find_points(env.cr, member_id, company_id, env.lang))


def render_tier(row):
    """
    :param dict row: with the columns of the tier
    :return: MemberTier (dict), None when the café has no tiers
    """
    if row["tier_name"] is None and row["next_name"] is None:
        return None
    return {
        "name": row["tier_name"],
        "color": row["tier_color"],
        "multiplier": number(row["tier_multiplier"] or 1),
        "privileges": row["tier_privileges"] or None,
        "until": row["tier_until"],
        "next": row["next_name"] and _next_tier(row),
    }


def _next_tier(row):
    level, qualifying = tiers.Level(0, float(row["next_threshold"])), float(row["qualifying"])
    return {
        "name": row["next_name"],
        "points_needed": number(tiers.distance(level, qualifying)),
        "progress": number(tiers.progress(level, qualifying), 3),
    }


def profile(env, member_id, company_id, now):
    """
    :param env: environment in the language of the answer
    :param int member_id: res.partner
    :param int company_id: res.company
    :param datetime now: naive UTC
    :return: Member (dict)
    """
    row = find_profile(env.cr, member_id, company_id, env.lang, now)
    return {
        "member_number": row["member_number"],
        "name": row["name"],
        "email": row["email"],
        "phone": row["phone"],
        "birth_date": row["birth_date"],
        "joined_on": row["joined_on"],
        "language": language.short(row["lang"]),
        "tier": render_tier(row),
        "points": render_points(env, row),
    }


def member_qr(call):
    """
    :param Call call: the request of a member
    :return: MemberQr (dict)
    """
    text, expires_at = call.member_sudo._mcrm_member_token(call.now)
    return {"text": text, "policy": call.company.mcrm_qr_policy, "expires_at": call.at(expires_at)}
