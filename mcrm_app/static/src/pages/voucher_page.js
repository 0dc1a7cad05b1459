import { Component } from "@odoo/owl";
import { DataView } from "../components/data_view";
import { Icon } from "../components/icon";
import { QrCode } from "../components/qr_code";
import { Success } from "../components/success";
import { TopBar } from "../components/top_bar";
import { validityText } from "../components/voucher_ticket";
import { dateTime } from "../core/format";
import { useInterval, useResource, useWakeLock } from "../services/hooks";
import { _t, language } from "../services/i18n";

const POLL = 3000; // milliseconds between two looks at whether the till has used it

/** A voucher with its code; it turns to "used" by itself when the till has taken it. */
export class VoucherPage extends Component {
    static template = "mcrm_app.VoucherPage";
    static components = { DataView, Icon, QrCode, Success, TopBar };
    static props = { id: String };

    setup() {
        this.resource = useResource(`vouchers/${encodeURIComponent(this.props.id)}`);
        useWakeLock();
        useInterval(() => this.look(), POLL);
    }

    look() {
        const { data } = this.resource;
        if (data && ["available", "held"].includes(data.state)) {
            this.resource.load();
        }
    }

    validity(voucher) {
        return validityText(voucher, Date.now());
    }

    usedText(voucher) {
        return _t("Used %(date)s. Enjoy!", { date: dateTime(voucher.used_at, language()) });
    }

    stateText(voucher) {
        return {
            held: _t("In use at the till"),
            expired: _t("This voucher has expired."),
            cancelled: _t("This voucher was cancelled."),
        }[voucher.state];
    }
}
