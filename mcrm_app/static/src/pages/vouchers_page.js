import { Component, useState } from "@odoo/owl";
import { Segments } from "../components/segments";
import { TopBar } from "../components/top_bar";
import { VoucherList } from "../components/voucher_list";
import { _t } from "../services/i18n";

export class VouchersPage extends Component {
    static template = "mcrm_app.VouchersPage";
    static components = { Segments, TopBar, VoucherList };
    static props = {};

    setup() {
        this.state = useState({ tab: "available" });
    }

    get tabs() {
        return [
            { id: "available", label: _t("Available") },
            { id: "used", label: _t("Used") },
            { id: "expired", label: _t("Expired") },
        ];
    }
}
