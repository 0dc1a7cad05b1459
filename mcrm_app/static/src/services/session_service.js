/*
 * Holds the session's state and does what each change asks for.
 */
import { reactive } from "@odoo/owl";
import { ApiClient, ApiError } from "../core/api_client";
import { nextState, startState } from "../core/session";
import { language } from "./i18n";

function deviceName() {
    const platform = navigator.userAgentData?.platform || navigator.platform || "";
    return `Web ${platform}`.trim();
}

/** Windows of this browser share one cookie, so only one of them may trade it at a time. */
function lock(work) {
    return navigator.locks ? navigator.locks.request("mcrm-refresh", work) : work();
}

function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class SessionService {
    /**
     * @param {string} base of the API
     * @param {import("./store").store} store
     * @param {(member: object) => void} onMember called each time the API says who is here
     */
    constructor(base, store, onMember) {
        this.onMember = onMember;
        this.store = store;
        this.state = reactive(startState());
        this.newKey = newKey;
        this.api = new ApiClient({
            fetch: window.fetch.bind(window),
            base,
            language,
            newKey,
            lock,
            onSession: (session) => this.onSession(session),
            onSignedOut: () => this.end("no_session"),
        });
    }

    dispatch(event) {
        Object.assign(this.state, nextState(this.state, event));
    }

    /** Find out who is here. Who is remembered need not wait for it, and a network that fails is not a sign-out. */
    async start() {
        const member = this.store.member();
        if (member) {
            this.dispatch({ type: "remembered", member });
        }
        try {
            await this.api.refresh();
        } catch (error) {
            if (!(error instanceof ApiError && error.status === 401)) {
                this.dispatch({ type: "unreachable" });
            }
        }
    }

    onSession(session) {
        this.store.rememberMember(session.member);
        this.dispatch({ type: "signed_in", member: session.member });
        this.onMember(session.member);
    }

    update(member) {
        this.dispatch({ type: "updated", member });
        this.store.rememberMember({ ...this.state.member });
    }

    login(identifier, password) {
        return this.api.login(identifier, password, deviceName());
    }

    verify(email, code) {
        return this.api.verify(email, code, deviceName());
    }

    async logout() {
        try {
            await this.api.logout();
        } finally {
            this.end("signed_out");
        }
    }

    end(type) {
        this.store.wipe();
        this.dispatch({ type });
    }
}
