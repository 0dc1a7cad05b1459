"""The member's account as the contract shows it."""

from ..models.mcrm_api_challenge import LIFETIME
from ..queries.records import find_all
from ..tools.contact import channel_of
from . import loyalty
from .member import profile
from .push import device, notification, preferences
from .reservations import reservation


def pending_contact(contact):
    """
    :param str contact: that a code was sent to
    :return: PendingContact (dict)
    """
    return {"contact": contact, "channel": channel_of(contact), "expires_in": int(LIFETIME.total_seconds())}


def signed_in_device(call, session):
    """
    :param Call call: the request of a member
    :param mcrm.api.session session: of theirs, in sudo
    :return: SignedInDevice (dict)
    """
    return {
        "id": session.id,
        "device_name": session.device_name or None,
        "client": session.client,
        "signed_in_at": call.at(session.signed_in_at),
        "last_seen_at": call.at(session.last_seen_at),
        "is_current": session.id == call.session_id,
    }


def export(call):
    """
    :param Call call: the request of a member
    :return: Export (dict)
    """
    member_sudo, everything = call.member_sudo, find_all(call)
    return {
        "exported_at": call.at(call.now),
        "member": profile(call.env, call.member_id, call.company.id, call.now),
        "contacts": [_contact(call, each) for each in member_sudo.mcrm_identity_ids],
        "consents": [_consent(call, each) for each in member_sudo.mcrm_consent_ids],
        "preferences": preferences(call),
        "points_history": [loyalty.move(call, each) for each in everything["moves"]],
        "vouchers": loyalty.vouchers(call, everything["vouchers"]),
        "orders": [order._mcrm_nota() for order in everything["orders"]],
        "reservations": [reservation(call, each) for each in everything["reservations"]],
        "notifications": [notification(call, each) for each in everything["notifications"]],
        "devices": [device(call, each) for each in everything["devices"]],
        "sessions": [signed_in_device(call, each) for each in everything["sessions"]],
    }


def _contact(call, identity):
    return {"kind": identity.kind, "value": identity.value, "verified_at": call.at(identity.verified_at)}


def _consent(call, consent):
    return {
        "purpose": consent.purpose,
        "granted": consent.granted,
        "version": consent.version or None,
        "source": consent.source or None,
        "date": call.at(consent.date),
    }
