/*
 * The browser's address bar and back button, turned into the route on screen.
 */
import { reactive } from "@odoo/owl";
import { Router } from "../core/router";

export const ROUTES = {
    home: "/",
    signin: "/signin",
    register: "/register",
    verify: "/verify",
    qr: "/qr",
    promos: "/promos",
    promo: "/promos/:id",
    vouchers: "/vouchers",
    voucher: "/vouchers/:id",
    rewards: "/rewards",
    reservation: "/reservation",
    points: "/points",
    orders: "/orders",
    order: "/orders/:id",
    notifications: "/notifications",
    profile: "/profile",
};

/** Served by the server itself below the same root: an ordinary link. */
const SERVER_PAGES = /^\/[^/]+\/(api|nota)\//;

export class Navigation {
    constructor(root) {
        this.router = new Router(root, ROUTES, "home");
        this.state = reactive({ ...this.router.match(location.pathname), depth: 0 });
        window.addEventListener("popstate", () => this.show(Math.max(0, this.state.depth - 1)));
        document.addEventListener("click", (ev) => this.onClick(ev));
    }

    path(name, params) {
        return this.router.path(name, params);
    }

    /**
     * @param {string} name of the route
     * @param {object} [params]
     * @param {{replace?: boolean}} [options] replace: the back button skips the screen that is left
     */
    go(name, params, { replace = false } = {}) {
        this.open(this.path(name, params), replace);
    }

    open(path, replace = false) {
        history[replace ? "replaceState" : "pushState"]({}, "", path);
        this.show(this.state.depth + (replace ? 0 : 1));
        window.scrollTo(0, 0);
    }

    /** One screen back; where the app was opened right here, to `name` instead of out of the app. */
    back(name) {
        if (this.state.depth > 0) {
            history.back();
        } else {
            this.go(name, {}, { replace: true });
        }
    }

    show(depth) {
        const { name, params } = this.router.match(location.pathname);
        Object.assign(this.state, { name, params, depth });
    }

    onClick(ev) {
        const link = ev.target.closest?.("a[href]");
        const isPlain = ev.button === 0 && !ev.ctrlKey && !ev.metaKey && !ev.shiftKey;
        if (!link || !isPlain || ev.defaultPrevented || link.target) {
            return;
        }
        const url = new URL(link.href, location.href);
        if (url.origin === location.origin && this.isScreen(url.pathname)) {
            ev.preventDefault();
            this.open(url.pathname);
        }
    }

    isScreen(path) {
        return this.router.owns(path) && !SERVER_PAGES.test(path);
    }
}
