import { Component, onMounted, onWillUnmount, useState } from "@odoo/owl";
import { Icon } from "../components/icon";
import { QrCode } from "../components/qr_code";
import { age } from "../core/format";
import { isAlive, refreshDelay, remaining } from "../core/rotation";
import { useInterval, useWakeLock } from "../services/hooks";
import { _t, language } from "../services/i18n";

const KEY = "me/qr";
const RETRY = 5000; // milliseconds after a failure
const TICK = 250; // milliseconds between two drawings of the ring

/** The member's code, large and white, always one that the till takes. */
export class QrPage extends Component {
    static template = "mcrm_app.QrPage";
    static components = { Icon, QrCode };
    static props = {};

    setup() {
        const known = this.env.store.recall(KEY);
        this.session = useState(this.env.session.state);
        this.state = useState({
            qr: known?.data || null,
            at: known?.at || 0,
            now: Date.now(),
            isOffline: false,
        });
        useWakeLock();
        useInterval(() => this.tick(), TICK);
        onMounted(() => {
            document.title = _t("My QR");
            this.load();
        });
        onWillUnmount(() => clearTimeout(this.timer));
        this.isLoading = false;
    }

    async load() {
        if (this.isLoading) {
            return;
        }
        this.isLoading = true;
        clearTimeout(this.timer);
        try {
            const qr = await this.env.api.get(KEY);
            Object.assign(this.state, { qr, at: Date.now(), now: Date.now(), isOffline: false });
            this.env.store.remember(KEY, qr, this.state.at);
            this.plan(refreshDelay(qr.expires_at, Date.now()));
        } catch {
            this.state.isOffline = true;
            this.plan(RETRY);
        } finally {
            this.isLoading = false;
        }
    }

    plan(delay) {
        if (delay !== null) {
            this.timer = setTimeout(() => this.load(), delay);
        }
    }

    /** Timers sleep while the phone does: on waking an old code is replaced at once. */
    tick() {
        this.state.now = Date.now();
        if (this.isExpired && !this.state.isOffline) {
            this.load();
        }
    }

    get isExpired() {
        return Boolean(this.state.qr) && !isAlive(this.state.qr.expires_at, this.state.now);
    }

    /** While the first answer is awaited an old code is not shown: scanning it would be refused. */
    get isShown() {
        return this.state.qr && (!this.isExpired || this.state.isOffline);
    }

    get isRotating() {
        return Boolean(this.state.qr?.expires_at);
    }

    get ringOffset() {
        return 1 - remaining(this.state.at, this.state.qr.expires_at, this.state.now);
    }

    get name() {
        return this.session.member?.name || "";
    }

    get number() {
        return (this.session.member?.member_number || "").replace(
            /(\d{4})(\d{3})(\d{3})/,
            "$1 $2 $3",
        );
    }

    get offlineText() {
        const since = age(this.state.at, this.state.now, language());
        return this.isExpired
            ? _t(
                  "You are offline and this code is from %(age)s. If it is refused, just say your member number.",
                  { age: since },
              )
            : _t("You are offline. This code is from %(age)s.", { age: since });
    }
}
