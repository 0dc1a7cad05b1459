import assert from "node:assert/strict";
import { test } from "node:test";
import {
    ApiClient,
    ApiError,
    buildUrl,
    OfflineError,
} from "../../mcrm_app/static/src/core/api_client.js";

/** An API of a few routes; keeps what it was asked. */
function fakeApi(routes) {
    const asked = [];
    const fetch = async (url, { method, headers, body }) => {
        const path = url.replace("/api/", "");
        asked.push({ method, path, headers, body: body && JSON.parse(body) });
        const answer = routes[`${method} ${path}`];
        const { status = 200, content } = await answer(headers, asked.length);
        return { ok: status < 400, status, json: async () => content };
    };
    return { asked, fetch };
}

function client(api, options = {}) {
    let keys = 0;
    return new ApiClient({
        fetch: api.fetch,
        base: "/api",
        language: () => "id",
        newKey: () => `key-${++keys}`,
        ...options,
    });
}

function session(token) {
    return { content: { access_token: token, member: { name: "Sekar" } } };
}

test("empty values are left out of an address", () => {
    assert.equal(
        buildUrl("/api", "vouchers", { state: "used", cursor: undefined }),
        "/api/vouchers?state=used",
    );
    assert.equal(buildUrl("/api", "me"), "/api/me");
    assert.equal(buildUrl("/api", "vouchers?state=used"), "/api/vouchers?state=used");
    assert.equal(
        buildUrl("/api", "vouchers?state=used", { cursor: "7" }),
        "/api/vouchers?state=used&cursor=7",
    );
});

test("a first call gets its token from the cookie", async () => {
    const api = fakeApi({
        "POST auth/refresh": () => session("a1"),
        "GET me": (headers) => ({ content: { token: headers.Authorization } }),
    });
    assert.deepEqual(await client(api).get("me"), { token: "Bearer a1" });
});

test("calls at once share one refresh", async () => {
    let refreshes = 0;
    const api = fakeApi({
        "POST auth/refresh": async () => {
            refreshes++;
            await new Promise((resolve) => setImmediate(resolve));
            return session("a1");
        },
        "GET me": () => ({ content: {} }),
        "GET home": () => ({ content: {} }),
    });
    const app = client(api);
    await Promise.all([app.get("me"), app.get("home"), app.get("me")]);
    assert.equal(refreshes, 1);
});

test("an expired token is renewed and the call repeated once, with the same idempotency key", async () => {
    let tokens = 0;
    const api = fakeApi({
        "POST auth/refresh": () => session(`a${++tokens}`),
        "POST promos/1/claim": (headers) =>
            headers.Authorization === "Bearer a2"
                ? { status: 201, content: { id: 7 } }
                : { status: 401 },
    });
    assert.deepEqual(await client(api).post("promos/1/claim"), { id: 7 });
    const claims = api.asked.filter(({ path }) => path === "promos/1/claim");
    assert.equal(claims.length, 2);
    assert.equal(claims[0].headers["Idempotency-Key"], claims[1].headers["Idempotency-Key"]);
});

test("a call that stays refused is not repeated for ever", async () => {
    const api = fakeApi({
        "POST auth/refresh": () => session("a"),
        "GET me": () => ({ status: 401, content: { code: "token_invalid" } }),
    });
    await assert.rejects(client(api).get("me"), { status: 401, code: "token_invalid" });
    assert.equal(api.asked.filter(({ path }) => path === "me").length, 2);
});

test("two calls refused at once renew only once", async () => {
    let tokens = 0;
    const api = fakeApi({
        "POST auth/refresh": () => session(`a${++tokens}`),
        "GET me": (headers) => ({
            status: headers.Authorization === "Bearer a1" ? 401 : 200,
            content: {},
        }),
    });
    const app = client(api);
    await app.refresh();
    await Promise.all([app.get("me"), app.get("me")]);
    assert.equal(tokens, 2);
});

test("a session that is gone is told once and forgotten", async () => {
    let signedOut = 0;
    const api = fakeApi({
        "POST auth/refresh": () => ({ status: 401, content: { code: "refresh_invalid" } }),
    });
    const app = client(api, { onSignedOut: () => signedOut++ });
    await assert.rejects(app.get("me"), ApiError);
    assert.equal(signedOut, 1);
    assert.equal(app.accessToken, null);
});

test("a network that fails is not a sign-out", async () => {
    let signedOut = 0;
    const api = {
        fetch: async () => {
            throw new TypeError("network");
        },
    };
    const app = client(api, { onSignedOut: () => signedOut++ });
    await assert.rejects(app.get("me"), OfflineError);
    assert.equal(signedOut, 0);
});

test("a read waits for the writes before it", async () => {
    const order = [];
    const api = fakeApi({
        "POST auth/refresh": () => session("a"),
        "POST promos/1/claim": async () => {
            await new Promise((resolve) => setTimeout(resolve, 5));
            order.push("write");
            return { content: {} };
        },
        "GET vouchers": () => {
            order.push("read");
            return { content: {} };
        },
    });
    const app = client(api);
    await app.refresh();
    await Promise.all([app.post("promos/1/claim"), app.get("vouchers")]);
    assert.deepEqual(order, ["write", "read"]);
});

test("a problem carries its code and names the wrong fields", async () => {
    const content = {
        code: "validation_failed",
        detail: "Ada yang salah.",
        fields: { phone: "Tidak bisa." },
    };
    const api = fakeApi({
        "POST auth/register": () => ({ status: 422, content }),
        "POST auth/refresh": () => ({ status: 401 }),
    });
    await assert.rejects(client(api).post("auth/register", {}), {
        code: "validation_failed",
        message: "Ada yang salah.",
        fields: { phone: "Tidak bisa." },
    });
});

test("an answer that is no JSON still says what happened", async () => {
    const api = {
        fetch: async () => ({
            ok: false,
            status: 502,
            json: async () => {
                throw new SyntaxError("html");
            },
        }),
    };
    await assert.rejects(client(api).post("auth/login", {}), { status: 502, code: "http_502" });
});

test("signing out forgets the token even without a network", async () => {
    const api = fakeApi({ "POST auth/login": () => session("a1") });
    const app = client(api);
    await app.login("a@example.com", "secret", "Web");
    assert.equal(app.accessToken, "a1");
    api.fetch = undefined;
    app.fetch = async () => {
        throw new TypeError("network");
    };
    await assert.rejects(app.logout(), OfflineError);
    assert.equal(app.accessToken, null);
});

test("signing in asks for the cookie", async () => {
    const api = fakeApi({ "POST auth/login": () => session("a1") });
    await client(api).login("a@example.com", "secret", "Web Linux");
    assert.deepEqual(api.asked[0].body, {
        identifier: "a@example.com",
        password: "secret",
        client: "web",
        device_name: "Web Linux",
    });
});
