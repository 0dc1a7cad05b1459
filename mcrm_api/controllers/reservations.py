"""Venues and reservations."""

from odoo import http

from ..dispatch.route import api_route
from ..queries.records import find_reservations, find_venues
from ..render.reservations import reservation as render
from ..schemas import reservations as schemas
from ..schemas.base import PageQuery
from .lists import one, page

TAG = "Reservations"


class ReservationsController(http.Controller):
    @api_route("GET", "venues", tag=TAG, summary="Places that take reservations", answer=schemas.Venues)
    def venues(self, call):
        return {"items": [_venue(venue) for venue in find_venues(call)], "next_cursor": None}

    @api_route(
        "GET",
        "venues/<int:venue_id>/availability",
        tag=TAG,
        summary="Free times on one day",
        query=schemas.AvailabilityQuery,
        answer=schemas.Availability,
        problems=(409,),
    )
    def availability(self, call, venue_id):
        date, party_size = call.query.date, call.query.party_size
        slots = one(call, find_venues(call, venue_id))._mcrm_availability(date, party_size, call.now)
        return {"date": date, "slots": slots}

    @api_route(
        "POST",
        "reservations",
        tag=TAG,
        summary="Reserve a table",
        body=schemas.ReservationInput,
        answer=schemas.Reservation,
        status=201,
        idempotency="required",
        problems=(404, 409),
    )
    def book(self, call):
        wish = call.body
        venue_sudo = one(call, find_venues(call, wish.venue_id))
        booked_sudo = call.sudo("mcrm.reservation")._mcrm_book(
            venue_sudo, call.member_sudo, wish.start, wish.party_size, wish.note, call.now, call.idempotency_key
        )
        return render(call, booked_sudo)

    @api_route(
        "GET",
        "reservations",
        tag=TAG,
        summary="The member's reservations, newest first",
        query=PageQuery,
        answer=schemas.Reservations,
    )
    def reservations(self, call):
        found_sudo = find_reservations(call, limit=call.query.limit + 1, before_id=call.query.before_id)
        return page(found_sudo, call.query.limit, lambda record: render(call, record))

    @api_route(
        "GET",
        "reservations/<int:reservation_id>",
        tag=TAG,
        summary="One reservation",
        answer=schemas.Reservation,
    )
    def reservation(self, call, reservation_id):
        return render(call, one(call, find_reservations(call, reservation_id)))

    @api_route(
        "PATCH",
        "reservations/<int:reservation_id>",
        tag=TAG,
        summary="Change a reservation; if that cannot be, the old one stays",
        body=schemas.ReservationChange,
        answer=schemas.Reservation,
        idempotency="optional",
        problems=(409,),
    )
    def change(self, call, reservation_id):
        found_sudo = one(call, find_reservations(call, reservation_id))
        found_sudo._mcrm_change(call.body.wanted, call.now)
        return render(call, found_sudo)

    @api_route(
        "POST",
        "reservations/<int:reservation_id>/cancel",
        tag=TAG,
        summary="Cancel a reservation; fine to repeat",
        answer=schemas.Reservation,
        problems=(409,),
    )
    def cancel(self, call, reservation_id):
        found_sudo = one(call, find_reservations(call, reservation_id))
        found_sudo._mcrm_cancel(call.now)
        return render(call, found_sudo)


def _venue(venue):
    return {
        "id": venue.id,
        "name": venue.name,
        "max_party_size": venue.max_party_size,
        "booking_window_days": venue.booking_window,
    }
