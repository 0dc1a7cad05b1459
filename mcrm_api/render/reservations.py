"""Reservations as the contract shows them."""

from odoo.addons.mcrm_reservation.tools import states


def reservation(call, record):
    """
    :param Call call: the request of the guest whose reservation it is
    :param mcrm.reservation record: in sudo
    :return: Reservation (dict)
    """
    venue = record.venue_id
    return {
        "id": record.id,
        "reference": record.reference,
        "state": record.state,
        "venue": {"id": venue.id, "name": venue.name},
        "start": venue._mcrm_local(record.start_at),
        "end": venue._mcrm_local(record.end_at),
        "party_size": record.party_size,
        "note": record.note or None,
        "tables": [str(number) for number in record.table_ids.mapped("table_number")],
        "can_cancel": record._mcrm_can_cancel(call.now),
        "qr": record._mcrm_token() if record.state in states.LIVE else None,
    }
