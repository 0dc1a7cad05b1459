import { Component, useState } from "@odoo/owl";
import { DataView } from "../components/data_view";
import { Icon } from "../components/icon";
import { Picture } from "../components/picture";
import { Success } from "../components/success";
import { TopBar } from "../components/top_bar";
import { date } from "../core/format";
import { useAction, useResource } from "../services/hooks";
import { _t, language } from "../services/i18n";

export class PromoPage extends Component {
    static template = "mcrm_app.PromoPage";
    static components = { DataView, Icon, Picture, Success, TopBar };
    static props = { id: String };

    setup() {
        const path = `promos/${encodeURIComponent(this.props.id)}`;
        this.resource = useResource(path);
        this.state = useState({ voucher: null });
        this.action = useAction((key) => this.env.api.post(`${path}/claim`, {}, key));
    }

    facts(promo) {
        const facts = [];
        if (promo.valid_until) {
            const until = date(promo.valid_until, language());
            facts.push({ icon: "clock", text: _t("Valid until %(date)s", { date: until }) });
        }
        if (typeof promo.remaining === "number") {
            facts.push({ icon: "ticket", text: _t("%(count)s left", { count: promo.remaining }) });
        }
        return facts;
    }

    async claim() {
        const voucher = await this.action.run();
        if (voucher) {
            this.state.voucher = voucher;
        }
        this.resource.load();
    }
}
