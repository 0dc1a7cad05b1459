import { Component, useState } from "@odoo/owl";
import { date, time } from "../core/format";
import { peopleText } from "../services/counts";
import { useAction } from "../services/hooks";
import { _t, language } from "../services/i18n";
import { Icon } from "./icon";
import { QrCode } from "./qr_code";
import { Sheet } from "./sheet";

const OVER = ["finished", "declined", "cancelled", "no_show"];

/** The member's coming reservations, each with its QR and a way to cancel. */
export class ReservationList extends Component {
    static template = "mcrm_app.ReservationList";
    static components = { Icon, QrCode, Sheet };
    static props = { reservations: Object };

    setup() {
        this.state = useState({ chosen: null, isAsking: false });
        this.action = useAction((key, id) =>
            this.env.api.post(`reservations/${id}/cancel`, {}, key),
        );
    }

    get coming() {
        const items = this.props.reservations.data?.items || [];
        return items
            .filter((each) => !OVER.includes(each.state) && Date.parse(each.end) > Date.now())
            .sort((one, other) => Date.parse(one.start) - Date.parse(other.start));
    }

    when(reservation) {
        return `${date(reservation.start, language())} · ${time(reservation.start)}`;
    }

    detail(reservation) {
        const tables = (reservation.tables || []).join(", ");
        const parts = [peopleText(reservation.party_size), reservation.venue.name];
        return [...parts, tables && _t("Table %(tables)s", { tables })].filter(Boolean).join(" · ");
    }

    stateText(reservation) {
        return {
            held: _t("On hold"),
            requested: _t("Waiting for the café"),
            confirmed: _t("Confirmed"),
            arrived: _t("You are here"),
            seated: _t("Seated"),
        }[reservation.state];
    }

    open(reservation) {
        Object.assign(this.state, { chosen: reservation, isAsking: false });
    }

    close() {
        this.state.chosen = null;
    }

    async cancel() {
        if (await this.action.run(this.state.chosen.id)) {
            this.close();
        }
        this.props.reservations.load();
    }
}
