import { Component } from "@odoo/owl";
import { date, money, signedPoints, time } from "../core/format";
import { itemsText } from "../services/counts";
import { _t, language } from "../services/i18n";
import { Icon } from "./icon";

/** One visit in a list. */
export class OrderRow extends Component {
    static template = "mcrm_app.OrderRow";
    static components = { Icon };
    static props = { order: Object };

    get when() {
        return date(this.props.order.date, language());
    }

    get detail() {
        return `${time(this.props.order.date)} · ${itemsText(this.props.order.item_count)}`;
    }

    get total() {
        return money(this.props.order.total);
    }

    get earned() {
        const { points_earned: earned } = this.props.order;
        return earned ? _t("%(points)s points", { points: signedPoints(earned) }) : "";
    }
}
