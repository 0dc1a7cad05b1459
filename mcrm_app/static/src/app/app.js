import { Component, useEffect, useState } from "@odoo/owl";
import { BottomBar } from "../components/bottom_bar";
import { GUEST, OPEN_ROUTES, redirection, STARTING } from "../core/session";
import { HomePage } from "../pages/home_page";
import { NotificationsPage } from "../pages/notifications_page";
import { OrderPage } from "../pages/order_page";
import { OrdersPage } from "../pages/orders_page";
import { PointsPage } from "../pages/points_page";
import { ProfilePage } from "../pages/profile_page";
import { PromoPage } from "../pages/promo_page";
import { PromosPage } from "../pages/promos_page";
import { QrPage } from "../pages/qr_page";
import { RegisterPage } from "../pages/register_page";
import { ReservationPage } from "../pages/reservation_page";
import { RewardsPage } from "../pages/rewards_page";
import { SigninPage } from "../pages/signin_page";
import { VerifyPage } from "../pages/verify_page";
import { VoucherPage } from "../pages/voucher_page";
import { VouchersPage } from "../pages/vouchers_page";

const PAGES = {
    home: HomePage,
    signin: SigninPage,
    register: RegisterPage,
    verify: VerifyPage,
    qr: QrPage,
    promos: PromosPage,
    promo: PromoPage,
    vouchers: VouchersPage,
    voucher: VoucherPage,
    rewards: RewardsPage,
    reservation: ReservationPage,
    points: PointsPage,
    orders: OrdersPage,
    order: OrderPage,
    notifications: NotificationsPage,
    profile: ProfilePage,
};

/** Shows the screen of the route, once it is known who is here. */
export class App extends Component {
    static template = "mcrm_app.App";
    static components = { BottomBar };
    static props = {};

    setup() {
        this.session = useState(this.env.session.state);
        this.route = useState(this.env.nav.state);
        useEffect(
            () => this.redirect(),
            () => [this.session.status, this.route.name],
        );
        this.isFirst = true;
        useEffect(
            () => this.announce(),
            () => [this.pageKey],
        );
    }

    /** A new screen is read from its title on, unless it has put the focus somewhere itself. */
    announce() {
        const heading = document.querySelector(".shell h1");
        const isTaken = document.activeElement?.matches("input, textarea");
        if (!this.isFirst && heading && !isTaken) {
            heading.tabIndex = -1;
            heading.focus({ preventScroll: true });
        }
        this.isFirst = false;
    }

    get isStarting() {
        return this.session.status === STARTING || Boolean(this.redirection);
    }

    get redirection() {
        return this.session.status === STARTING
            ? null
            : redirection(this.session.status, this.route.name);
    }

    /** Who has to sign in first is brought back to where they wanted to go. */
    redirect() {
        const { nav, pending } = this.env;
        const target = this.redirection;
        if (target === "signin") {
            pending.path = location.pathname;
            nav.go("signin", {}, { replace: true });
        } else if (target) {
            nav.open(pending.path || nav.path(target), true);
            pending.path = null;
        }
    }

    get page() {
        return PAGES[this.route.name];
    }

    get pageKey() {
        return `${this.route.name} ${JSON.stringify(this.route.params)}`;
    }

    get hasBottomBar() {
        return this.session.status !== GUEST && ![...OPEN_ROUTES, "qr"].includes(this.route.name);
    }
}
