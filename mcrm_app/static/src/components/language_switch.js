import { Component } from "@odoo/owl";
import { language } from "../services/i18n";

/** Indonesian or English, each named in itself. */
export class LanguageSwitch extends Component {
    static template = "mcrm_app.LanguageSwitch";
    static props = {};

    get languages() {
        const current = language();
        return [
            { code: "id", name: "Indonesia" },
            { code: "en", name: "English" },
        ].map((each) => ({ ...each, isCurrent: each.code === current }));
    }
}
