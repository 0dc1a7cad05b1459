/*
 * How the app speaks to the API. Pure but for the `fetch` it is given: the access token lives here, in memory only; the
 * refresh token is a cookie that no script can read.
 */

/** The API said no. `code` is stable, `message` is for people, `fields` names each wrong field. */
export class ApiError extends Error {
    /**
     * @param {number} status HTTP status
     * @param {{code?: string, title?: string, detail?: string, fields?: Record<string, string>}} problem
     */
    constructor(status, problem) {
        super(problem.detail || problem.title || "");
        this.name = "ApiError";
        this.status = status;
        this.code = problem.code || `http_${status}`;
        this.fields = problem.fields || {};
    }
}

/** The API could not be reached: nothing was said, and of a write it is not known whether it arrived. */
export class OfflineError extends Error {
    constructor() {
        super("");
        this.name = "OfflineError";
        this.code = "offline";
        this.fields = {};
    }
}

/**
 * @param {string} base e.g. "/mcrm/api/v1"
 * @param {string} path below it, e.g. "vouchers", may have a query of its own
 * @param {Record<string, string|number|undefined>} [query] empty values are left out
 * @returns {string}
 */
export function buildUrl(base, path, query = {}) {
    const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
    const text = new URLSearchParams(pairs).toString();
    const separator = path.includes("?") ? "&" : "?";
    return `${base}/${path}${text && separator}${text}`;
}

async function readJson(response) {
    try {
        return (await response.json()) || {};
    } catch {
        return {};
    }
}

export class ApiClient {
    /**
     * @param {object} options
     * @param {typeof fetch} options.fetch
     * @param {string} options.base
     * @param {() => string} options.language code for `Accept-Language`
     * @param {() => string} options.newKey a fresh idempotency key
     * @param {(work: () => Promise) => Promise} [options.lock] lets one window at a time do its work: windows share the
     *     cookie
     * @param {(session: object) => void} [options.onSession] called with each session the API gives
     * @param {() => void} [options.onSignedOut] called when the API no longer knows this session
     */
    constructor({ fetch, base, language, newKey, lock, onSession, onSignedOut }) {
        this.fetch = fetch;
        this.base = base;
        this.language = language;
        this.newKey = newKey;
        this.lock = lock || ((work) => work());
        this.onSession = onSession || (() => {});
        this.onSignedOut = onSignedOut || (() => {});
        this.accessToken = null;
        this.refreshing = null;
        this.writes = new Set();
    }

    get(path, query) {
        return this.call("GET", path, { query });
    }

    /**
     * Write. One key per intent: who repeats an intent passes the same key and gets the same answer.
     *
     * @param {string} path
     * @param {object} [body]
     * @param {string} [key] idempotency key
     * @returns {Promise<object>} the answer
     * @throws {ApiError|OfflineError}
     */
    post(path, body = {}, key = this.newKey()) {
        return this.call("POST", path, { body, key });
    }

    patch(path, body) {
        return this.call("PATCH", path, { body });
    }

    /**
     * @param {string} method
     * @param {string} path below the base
     * @param {{query?: object, body?: object, key?: string}} [options]
     * @returns {Promise<object>} the answer's JSON, {} when it has none
     * @throws {ApiError} the API said no
     * @throws {OfflineError} the API could not be reached
     */
    async call(method, path, options = {}) {
        if (method === "GET") {
            await Promise.allSettled(this.writes); // a read never overtakes a write of the same member
            return this.exchange(method, path, options);
        }
        const write = this.exchange(method, path, options);
        this.writes.add(write);
        try {
            return await write;
        } finally {
            this.writes.delete(write);
        }
    }

    async exchange(method, path, options) {
        const isAuth = path.startsWith("auth/");
        if (!isAuth && !this.accessToken) {
            await this.refresh();
        }
        const used = this.accessToken;
        let response = await this.send(method, path, options);
        if (response.status === 401 && !isAuth) {
            await this.renew(used);
            response = await this.send(method, path, options);
        }
        return this.read(response);
    }

    /** Get a new access token, unless another call got one since `used` was sent. */
    async renew(used) {
        if (this.accessToken === used) {
            this.accessToken = null;
            await this.refresh();
        }
    }

    async send(method, path, { query, body, key }) {
        const headers = { Accept: "application/json", "Accept-Language": this.language() };
        if (this.accessToken) {
            headers.Authorization = `Bearer ${this.accessToken}`;
        }
        if (body !== undefined) {
            headers["Content-Type"] = "application/json";
        }
        if (key) {
            headers["Idempotency-Key"] = key;
        }
        try {
            return await this.fetch(buildUrl(this.base, path, query), {
                method,
                headers,
                body: body === undefined ? undefined : JSON.stringify(body),
                credentials: "same-origin",
                cache: "no-store",
            });
        } catch {
            throw new OfflineError();
        }
    }

    async read(response) {
        const content = response.status === 204 ? {} : await readJson(response);
        if (!response.ok) {
            throw new ApiError(response.status, content);
        }
        return content;
    }

    /**
     * Trade the cookie for a new access token. Calls that come meanwhile wait for the same answer: the refresh token
     * rotates, and using an old one twice would end the session.
     *
     * @returns {Promise<object>} the session
     * @throws {ApiError} 401 when there is none (any more)
     */
    refresh() {
        this.refreshing ||= this.lock(() => this.startRefresh()).finally(() => {
            this.refreshing = null;
        });
        return this.refreshing;
    }

    async startRefresh() {
        try {
            return this.accept(await this.exchange("POST", "auth/refresh", { body: {} }));
        } catch (error) {
            if (error.status === 401) {
                this.forget();
                this.onSignedOut();
            }
            throw error;
        }
    }

    accept(session) {
        this.accessToken = session.access_token;
        this.onSession(session);
        return session;
    }

    forget() {
        this.accessToken = null;
    }

    /**
     * @param {string} identifier e-mail or phone
     * @param {string} password
     * @param {string} deviceName how the member recognises this device in a list
     */
    async login(identifier, password, deviceName) {
        const body = { identifier, password, client: "web", device_name: deviceName };
        return this.accept(await this.call("POST", "auth/login", { body }));
    }

    async verify(email, code, deviceName) {
        const body = { email, code, client: "web", device_name: deviceName };
        return this.accept(await this.call("POST", "auth/verify", { body }));
    }

    /** Sign out here even if the API cannot be told: then the session ends by its age. */
    async logout() {
        try {
            await this.call("POST", "auth/logout", { body: {} });
        } finally {
            this.forget();
        }
    }
}
