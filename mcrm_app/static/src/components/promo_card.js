import { Component } from "@odoo/owl";
import { date } from "../core/format";
import { _t, language } from "../services/i18n";
import { Icon } from "./icon";
import { Picture } from "./picture";

/** A promo as a wide picture. */
export class PromoCard extends Component {
    static template = "mcrm_app.PromoCard";
    static components = { Icon, Picture };
    static props = { promo: Object };

    get note() {
        const { claimed, remaining, valid_until: until } = this.props.promo;
        if (claimed) {
            return _t("Already yours");
        }
        if (typeof remaining === "number" && remaining <= 20) {
            return _t("%(count)s left", { count: remaining });
        }
        return until ? _t("Until %(date)s", { date: date(until, language()) }) : "";
    }
}
