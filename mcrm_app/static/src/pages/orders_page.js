import { Component } from "@odoo/owl";
import { DataView } from "../components/data_view";
import { Empty } from "../components/empty";
import { OrderRow } from "../components/order_row";
import { TopBar } from "../components/top_bar";
import { useResource } from "../services/hooks";

export class OrdersPage extends Component {
    static template = "mcrm_app.OrdersPage";
    static components = { DataView, Empty, OrderRow, TopBar };
    static props = {};

    setup() {
        this.orders = useResource("me/orders");
    }
}
