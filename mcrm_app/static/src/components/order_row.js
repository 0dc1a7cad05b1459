import { Component } from "@odoo/owl";
import { dateTime, money, signedPoints } from "../core/format";
import { _t, language } from "../services/i18n";
import { Icon } from "./icon";

/** One visit in a list. */
export class OrderRow extends Component {
    static template = "mcrm_app.OrderRow";
    static components = { Icon };
    static props = { order: Object };

    get when() {
        return dateTime(this.props.order.date, language());
    }

    get detail() {
        return _t("%(count)s items · %(number)s", {
            count: this.props.order.item_count,
            number: this.props.order.number,
        });
    }

    get total() {
        return money(this.props.order.total);
    }

    get earned() {
        const { points_earned: earned } = this.props.order;
        return earned ? _t("%(points)s points", { points: signedPoints(earned) }) : "";
    }
}
