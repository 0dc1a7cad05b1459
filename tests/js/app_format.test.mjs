import assert from "node:assert/strict";
import { test } from "node:test";
import * as format from "../../mcrm_app/static/src/core/format.js";

const rupiah = (amount) => ({ amount, currency: "IDR" });

test("rupiah as Indonesians write them", () => {
    assert.equal(format.money(rupiah(25000)), "Rp25.000");
    assert.equal(format.money(rupiah(0)), "Rp0");
    assert.equal(format.money(rupiah(-13000)), "−Rp13.000");
    assert.equal(format.money(rupiah(1234567)), "Rp1.234.567");
    assert.equal(format.money({ amount: 12.5, currency: "USD" }), "USD 12,5");
    assert.equal(format.money(null), "");
});

test("points with a dot and their sign", () => {
    assert.equal(format.points(1240), "1.240");
    assert.equal(format.points(undefined), "0");
    assert.equal(format.signedPoints(87), "+87");
    assert.equal(format.signedPoints(-1250), "−1.250");
    assert.equal(format.signedPoints(0), "0");
});

test("dates in both languages", () => {
    assert.equal(format.date("2026-11-28", "id"), "Sab, 28 Nov 2026");
    assert.equal(format.date("2026-11-28", "en"), "Sat, 28 Nov 2026");
    assert.equal(format.date(null, "id"), "");
    assert.equal(format.longDate("1995-11-28", "id"), "28 November 1995");
    assert.equal(format.dayInWords("2026-11-28", "id"), "Sabtu 28 Nov");
    assert.equal(format.dayInWords("2026-11-28", "en"), "Saturday 28 Nov");
});

test("the clock is the café's, wherever the phone is", () => {
    assert.equal(format.time("2026-11-28T19:00:00+07:00"), "19.00");
    assert.equal(format.dateTime("2026-11-28T00:30:00+07:00", "id"), "Sab, 28 Nov 2026 · 00.30");
});

test("parts of a day for the calendar strip", () => {
    assert.deepEqual(format.dayParts("2026-11-28", "id"), {
        weekday: "Sab",
        day: "28",
        month: "Nov",
    });
});

test("days until, by the calendar and not by 24 hours", () => {
    const evening = new Date(2026, 10, 24, 23, 50).getTime();
    assert.equal(format.daysUntil("2026-11-24", evening), 0);
    assert.equal(format.daysUntil("2026-11-25", evening), 1);
    assert.equal(format.daysUntil("2026-11-23", evening), -1);
});

test("ages in words", () => {
    const now = Date.UTC(2026, 10, 24, 12);
    assert.equal(format.age(now - 5 * 60000, now, "id"), "5 menit yang lalu");
    assert.equal(format.age(now - 3 * 3600000, now, "en"), "3 hours ago");
    assert.equal(format.age(now - 24 * 3600000, now, "en"), "yesterday");
    assert.equal(format.age(now + 60000, now, "en"), "1 minute ago");
});

test("initials of any name", () => {
    assert.equal(format.initials("Sekar Ayu Lestari"), "SL");
    assert.equal(format.initials("  budi "), "B");
    assert.equal(format.initials(""), "");
    assert.equal(format.initials("𝒜lma Ñandu"), "𝒜Ñ");
});
