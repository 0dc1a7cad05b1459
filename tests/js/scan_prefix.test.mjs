import assert from "node:assert/strict";
import { test } from "node:test";
import { prefixOf } from "../../mcrm_member/static/src/core/scan_prefix.js";

test("the prefix is read from any usual form of a token", () => {
    const token = "N1.12-34.ABCDEFGHIJKLMNOP";
    for (const text of [
        token,
        ` ${token}\r\n`,
        token.toLowerCase(),
        `https://cafe.example.com/mcrm/nota/${token}`,
        `http://192.168.1.4:8069/mcrm/nota/${token}/?lang=id#top`,
    ]) {
        assert.equal(prefixOf(text), "N1");
    }
});

test("ordinary barcodes and links have no prefix", () => {
    for (const text of [
        "8990001234567",
        "042ABC",
        "",
        "M1",
        "MM.1",
        "1M.1",
        "https://example.com/menu",
        null,
        undefined,
        `M1.${"A".repeat(600)}`,
    ]) {
        assert.equal(prefixOf(text), null);
    }
});
