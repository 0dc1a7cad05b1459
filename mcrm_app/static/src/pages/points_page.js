import { Component } from "@odoo/owl";
import { DataView } from "../components/data_view";
import { Empty } from "../components/empty";
import { Icon } from "../components/icon";
import { TopBar } from "../components/top_bar";
import { date, points, signedPoints } from "../core/format";
import { useResource } from "../services/hooks";
import { _t, language } from "../services/i18n";

export class PointsPage extends Component {
    static template = "mcrm_app.PointsPage";
    static components = { DataView, Empty, Icon, TopBar };
    static props = {};

    setup() {
        this.balance = useResource("me/points");
        this.history = useResource("me/points/history");
    }

    get balanceText() {
        return this.balance.data ? points(this.balance.data.balance) : "–";
    }

    kindText(row) {
        return {
            earn: _t("Earned"),
            spend: _t("Spent"),
            refund_earn: _t("Taken back after a refund"),
            refund_spend: _t("Given back after a refund"),
            expire: _t("Expired"),
            adjust: _t("Corrected by the café"),
            gift: _t("A gift from the café"),
            buy: _t("Bought"),
        }[row.kind];
    }

    icon(row) {
        return row.points < 0 ? "minus" : "plus";
    }

    when(row) {
        return date(row.at, language());
    }

    change(row) {
        return signedPoints(row.points);
    }

    after(row) {
        return row.balance === null
            ? ""
            : _t("Balance %(points)s", { points: points(row.balance) });
    }
}
