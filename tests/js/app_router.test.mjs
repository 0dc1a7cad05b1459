import assert from "node:assert/strict";
import { test } from "node:test";
import { Router } from "../../mcrm_app/static/src/core/router.js";

const router = new Router(
    "/mcrm",
    { home: "/", vouchers: "/vouchers", voucher: "/vouchers/:id" },
    "home",
);

test("addresses lead to their routes", () => {
    assert.deepEqual(router.match("/mcrm"), { name: "home", params: {} });
    assert.deepEqual(router.match("/mcrm/"), { name: "home", params: {} });
    assert.deepEqual(router.match("/mcrm/vouchers"), { name: "vouchers", params: {} });
    assert.deepEqual(router.match("/mcrm/vouchers/21"), { name: "voucher", params: { id: "21" } });
});

test("an unknown address shows the fallback", () => {
    assert.equal(router.match("/mcrm/nothing/here").name, "home");
    assert.equal(router.match("/mcrm/vouchers/21/more").name, "home");
});

test("what a route builds, it also reads", () => {
    for (const id of ["21", "a b", "ä/ö", "100%"]) {
        assert.deepEqual(router.match(router.path("voucher", { id })), {
            name: "voucher",
            params: { id },
        });
    }
});

test("a broken escape is taken as it stands", () => {
    assert.deepEqual(router.match("/mcrm/vouchers/%E0%A4%A"), {
        name: "voucher",
        params: { id: "%E0%A4%A" },
    });
});

test("a route that is not there, or not complete, is an error", () => {
    assert.throws(() => router.path("nowhere"), /No route/);
    assert.throws(() => router.path("voucher"), /needs "id"/);
});

test("only addresses below the root are the app's own", () => {
    assert.ok(router.owns("/mcrm"));
    assert.ok(router.owns("/mcrm/promos/1"));
    for (const address of [
        "/mcrmx",
        "https://evil.example/mcrm",
        "javascript:alert(1)",
        "//evil",
        "",
        null,
    ]) {
        assert.equal(router.owns(address), false, String(address));
    }
});
