import { Component } from "@odoo/owl";
import { useResource } from "../services/hooks";
import { _t } from "../services/i18n";
import { DataView } from "./data_view";
import { Empty } from "./empty";
import { VoucherTicket } from "./voucher_ticket";

/** The vouchers of one tab. */
export class VoucherList extends Component {
    static template = "mcrm_app.VoucherList";
    static components = { DataView, Empty, VoucherTicket };
    static props = { tab: String };

    setup() {
        this.vouchers = useResource(`vouchers?state=${this.props.tab}`);
    }

    get emptyText() {
        return {
            available: _t("No vouchers yet. Claim a promo or swap your points for a reward."),
            used: _t("Vouchers you have used will be here."),
            expired: _t("Nothing has expired. Well done!"),
        }[this.props.tab];
    }
}
