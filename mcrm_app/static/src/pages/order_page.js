import { Component } from "@odoo/owl";
import { DataView } from "../components/data_view";
import { Icon } from "../components/icon";
import { TopBar } from "../components/top_bar";
import { dateTime, money, points, signedPoints } from "../core/format";
import { useResource } from "../services/hooks";
import { _t, language } from "../services/i18n";

/** The e-nota: what was ordered, what it cost, how it was paid, what it brought. */
export class OrderPage extends Component {
    static template = "mcrm_app.OrderPage";
    static components = { DataView, Icon, TopBar };
    static props = { id: String };

    setup() {
        this.resource = useResource(`me/orders/${encodeURIComponent(this.props.id)}`);
    }

    money(value) {
        return money(value);
    }

    reduced(value) {
        return money({ ...value, amount: -Math.abs(value.amount) });
    }

    when(order) {
        return dateTime(order.date, language());
    }

    where(order) {
        const table = order.table ? _t("Table %(tables)s", { tables: order.table }) : "";
        const cashier = order.cashier ? _t("Served by %(name)s", { name: order.cashier }) : "";
        return [table, cashier].filter(Boolean).join(" · ");
    }

    quantity(line) {
        return _t("%(quantity)s × %(price)s", {
            quantity: points(line.quantity),
            price: money(line.unit_price),
        });
    }

    pointsText(order) {
        const { earned, spent } = order.points;
        const parts = [];
        if (earned) {
            parts.push(_t("%(points)s points", { points: signedPoints(earned) }));
        }
        if (spent) {
            parts.push(_t("%(points)s points", { points: signedPoints(-spent) }));
        }
        return parts.join(" · ") || _t("No points this time");
    }

    balance(order) {
        const { balance } = order.points;
        return balance === null ? "–" : points(balance);
    }
}
