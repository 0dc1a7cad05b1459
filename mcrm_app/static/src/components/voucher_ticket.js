import { Component } from "@odoo/owl";
import { date, daysUntil } from "../core/format";
import { daysLeftText } from "../services/counts";
import { _t, language } from "../services/i18n";
import { Icon } from "./icon";
import { Picture } from "./picture";

const CLOSE = 7; // days from which a date is said in days

const ICON_OF_KIND = { promo: "ticket", reward: "gift", birthday: "cake", privilege: "star" };

/**
 * @param {object} voucher as the API gives it
 * @param {number} now milliseconds since 1970
 * @returns {string} what its end means today
 */
export function validityText(voucher, now) {
    if (voucher.state === "used") {
        return _t("Used %(date)s", { date: date(voucher.used_at, language()) });
    }
    if (!voucher.valid_until) {
        return _t("No end date");
    }
    const until = date(voucher.valid_until, language());
    const days = daysUntil(voucher.valid_until, now);
    if (voucher.state === "expired" || days < 0) {
        return _t("Expired %(date)s", { date: until });
    }
    if (days === 0) {
        return _t("Last day today");
    }
    return days <= CLOSE ? daysLeftText(days) : _t("Until %(date)s", { date: until });
}

/** A voucher that looks like a ticket; a spent one is grey and stamped. */
export class VoucherTicket extends Component {
    static template = "mcrm_app.VoucherTicket";
    static components = { Icon, Picture };
    static props = { voucher: Object };

    get icon() {
        return ICON_OF_KIND[this.props.voucher.kind] || "ticket";
    }

    get validity() {
        return validityText(this.props.voucher, Date.now());
    }

    get stamp() {
        return { used: _t("Used"), expired: _t("Expired"), cancelled: _t("Cancelled") }[
            this.props.voucher.state
        ];
    }
}
