import { Component, useEffect, useState } from "@odoo/owl";
import { DataView } from "../components/data_view";
import { Icon } from "../components/icon";
import { OrderRow } from "../components/order_row";
import { PromoCard } from "../components/promo_card";
import { TierCard } from "../components/tier_card";
import { VoucherTicket } from "../components/voucher_ticket";
import { date, initials, points, time } from "../core/format";
import { peopleText } from "../services/counts";
import { useResource } from "../services/hooks";
import { _t, language } from "../services/i18n";

/** @returns {string} what a waiter says at this hour */
function greeting(hour) {
    if (hour < 4 || hour >= 18) {
        return _t("Good evening");
    }
    return hour < 11 ? _t("Good morning") : hour < 15 ? _t("Good day") : _t("Good afternoon");
}

export class HomePage extends Component {
    static template = "mcrm_app.HomePage";
    static components = { DataView, Icon, OrderRow, PromoCard, TierCard, VoucherTicket };
    static props = {};

    setup() {
        this.session = useState(this.env.session.state);
        this.resource = useResource("home");
        useEffect(
            () => {
                document.title = this.env.config.cafe;
            },
            () => [],
        );
    }

    get greeting() {
        return greeting(new Date().getHours());
    }

    get name() {
        return this.resource.data?.member.name || this.session.member?.name || "";
    }

    get initials() {
        return initials(this.name);
    }

    get profileLabel() {
        return _t("Profile %(initials)s", { initials: this.initials });
    }

    get isBirthday() {
        return Boolean(this.resource.data?.member.birthday_today);
    }

    get unread() {
        return this.resource.data?.unread_notifications || 0;
    }

    get bellLabel() {
        return this.unread
            ? _t("Notifications, %(count)s unread", { count: this.unread })
            : _t("Notifications");
    }

    /** The balance of the last answer, whichever gave it. */
    get balance() {
        const known = this.resource.data?.points || this.session.member?.points;
        return known ? points(known.balance) : "–";
    }

    /** Whether the number shown is the last word: the API's, or the last known where it cannot be asked. */
    get isSettled() {
        return this.resource.isFresh || Boolean(this.resource.error);
    }

    get pointsName() {
        const known = this.resource.data?.points || this.session.member?.points;
        return known?.name || _t("Points");
    }

    voucherText(count) {
        return count ? _t("%(count)s ready to use", { count }) : _t("None yet");
    }

    rewardText(count) {
        return count ? _t("%(count)s you can get now", { count }) : _t("Collect more points");
    }

    reservationWhen(reservation) {
        return `${date(reservation.start, language())} · ${time(reservation.start)}`;
    }

    reservationDetail(reservation) {
        return `${peopleText(reservation.party_size)} · ${reservation.venue.name}`;
    }
}
