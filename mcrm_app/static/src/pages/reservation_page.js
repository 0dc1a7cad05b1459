import { Component, useState } from "@odoo/owl";
import { DataView } from "../components/data_view";
import { Empty } from "../components/empty";
import { ReservationForm } from "../components/reservation_form";
import { ReservationList } from "../components/reservation_list";
import { TopBar } from "../components/top_bar";
import { useResource } from "../services/hooks";

export class ReservationPage extends Component {
    static template = "mcrm_app.ReservationPage";
    static components = { DataView, Empty, ReservationForm, ReservationList, TopBar };
    static props = {};

    setup() {
        this.resource = useResource("venues");
        this.reservations = useResource("reservations");
        this.state = useState({ venueId: null });
    }

    /** The chosen venue, or the first: most cafés have one. */
    venue(venues) {
        return venues.find((venue) => venue.id === this.state.venueId) || venues[0];
    }
}
