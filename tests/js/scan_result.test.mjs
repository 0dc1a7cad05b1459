import assert from "node:assert/strict";
import { test } from "node:test";
import {
    ScanRefusal,
    refusedResult,
    toneOf,
} from "../../mcrm_member/static/src/core/scan_result.js";

test("colour follows status, and kind where all is well", () => {
    assert.equal(toneOf(null), "idle");
    assert.equal(toneOf({ status: "ok", kind: "member" }), "ok");
    assert.equal(toneOf({ status: "ok", kind: "voucher" }), "voucher");
    assert.equal(toneOf({ status: "refused", kind: "voucher" }), "refused");
    assert.equal(toneOf({ status: "offline", kind: "unknown" }), "offline");
});

test("a refusal of the till replaces what the server allowed", () => {
    const answer = {
        status: "ok",
        kind: "voucher",
        code: "ok",
        records: { a: [1] },
        data: { b: 2 },
    };
    const refusal = new ScanRefusal("voucher_on_order", "Already there.");
    const result = refusedResult(answer, refusal, "Not accepted");
    assert.deepEqual(result, {
        status: "refused",
        kind: "voucher",
        code: "voucher_on_order",
        title: "Not accepted",
        message: "Already there.",
        records: {},
        data: {},
    });
    assert.equal(answer.status, "ok");
});
