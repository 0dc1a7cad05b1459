import { Component } from "@odoo/owl";
import { DataView } from "../components/data_view";
import { Empty } from "../components/empty";
import { PromoCard } from "../components/promo_card";
import { TopBar } from "../components/top_bar";
import { useResource } from "../services/hooks";

export class PromosPage extends Component {
    static template = "mcrm_app.PromosPage";
    static components = { DataView, Empty, PromoCard, TopBar };
    static props = {};

    setup() {
        this.promos = useResource("promos");
    }
}
