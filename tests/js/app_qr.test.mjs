import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { modeFor, QUIET_ZONE, qrPath } from "../../mcrm_app/static/src/core/qr_path.js";
import { isAlive, refreshDelay, remaining } from "../../mcrm_app/static/src/core/rotation.js";

const require = createRequire(import.meta.url);
const qrcode = require("../../mcrm_app/static/lib/qrcode-generator/qrcode.js");

/** Paint the path's rectangles back into a grid. */
function paint({ path, size }) {
    const grid = Array.from({ length: size }, () => Array(size).fill(false));
    for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
        grid[y].fill(true, Number(x), Number(x) + Number(width));
    }
    return grid;
}

test("the drawing is the code, with a quiet zone round it", () => {
    const code = qrcode(0, "M");
    code.addData("M1.4821937465.59654321.ABCDEFGHJKLMNPQR", "Alphanumeric");
    code.make();
    const count = code.getModuleCount();
    const drawing = qrPath(count, (row, column) => code.isDark(row, column));
    const grid = paint(drawing);
    assert.equal(drawing.size, count + 2 * QUIET_ZONE);
    for (let row = 0; row < drawing.size; row++) {
        for (let column = 0; column < drawing.size; column++) {
            const [y, x] = [row - QUIET_ZONE, column - QUIET_ZONE];
            const isInside = y >= 0 && x >= 0 && y < count && x < count;
            assert.equal(grid[row][column], isInside && code.isDark(y, x), `${row},${column}`);
        }
    }
});

test("our tokens fit the compact mode, other text does not", () => {
    assert.equal(modeFor("V1.ABCDEFGHIJKLMNOP.QRSTUVWXYZ234567"), "Alphanumeric");
    assert.equal(modeFor("https://example.com/mcrm"), "Byte");
});

const now = Date.parse("2026-11-24T10:00:00+07:00");

test("a code is fetched again before its end, never in a hurry", () => {
    assert.equal(refreshDelay("2026-11-24T10:00:30+07:00", now), 26000);
    assert.equal(refreshDelay("2026-11-24T10:00:01+07:00", now), 2000);
    assert.equal(refreshDelay("2026-11-24T09:00:00+07:00", now), 2000);
    assert.equal(refreshDelay(null, now), null);
});

test("the ring runs from full to empty", () => {
    const end = "2026-11-24T10:00:30+07:00";
    assert.equal(remaining(now, end, now), 1);
    assert.equal(remaining(now, end, now + 15000), 0.5);
    assert.equal(remaining(now, end, now + 60000), 0);
    assert.equal(remaining(now + 60000, end, now + 60000), 0);
    assert.equal(remaining(now, null, now), 1);
});

test("a static code never dies", () => {
    assert.ok(isAlive(null, now));
    assert.ok(isAlive("2026-11-24T10:00:30+07:00", now));
    assert.equal(isAlive("2026-11-24T10:00:00+07:00", now), false);
});
