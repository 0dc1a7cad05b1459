import { Component, useState } from "@odoo/owl";
import { _t } from "../services/i18n";
import { Icon } from "./icon";

/** The four rooms of the app, with the QR in the middle, one tap away from everywhere. */
export class BottomBar extends Component {
    static template = "mcrm_app.BottomBar";
    static components = { Icon };
    static props = {};

    setup() {
        this.route = useState(this.env.nav.state);
    }

    get items() {
        return [
            { name: "home", icon: "house", label: _t("Home"), owns: ["home", "promos", "promo"] },
            {
                name: "reservation",
                icon: "calendar-days",
                label: _t("Reservation"),
                owns: ["reservation"],
            },
            { name: "qr", icon: "qr-code", label: _t("My QR"), owns: ["qr"] },
            {
                name: "rewards",
                testid: "reward",
                icon: "gift",
                label: _t("Reward"),
                owns: ["rewards"],
            },
            {
                name: "vouchers",
                testid: "voucher",
                icon: "ticket",
                label: _t("My Voucher"),
                owns: ["vouchers", "voucher"],
            },
        ].map((item) => ({ ...item, isCurrent: item.owns.includes(this.route.name) }));
    }
}
