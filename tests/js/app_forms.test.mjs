import assert from "node:assert/strict";
import { test } from "node:test";
import * as check from "../../mcrm_app/static/src/core/validation.js";
import { dayStrip, isoDay, stepped } from "../../mcrm_app/static/src/core/week.js";

test("phone numbers as people type them", () => {
    for (const text of [
        "0812 3456 7890",
        "62812-3456-7890",
        "+62 812 3456 7890",
        "81234567890",
        "+1 (555) 010-9999",
    ]) {
        assert.equal(check.checkPhone(text), null, text);
    }
    for (const text of ["", "12345", "abc", "0812", "021 555"]) {
        assert.equal(check.checkPhone(text), "phone_invalid", text);
    }
});

test("e-mail addresses", () => {
    assert.equal(check.checkEmail(" sekar@example.com "), null);
    for (const text of ["", "sekar", "sekar@", "a b@example.com", "sekar@example"]) {
        assert.equal(check.checkEmail(text), "email_invalid", text);
    }
});

test("a birth date is a day in the past", () => {
    assert.equal(check.checkBirthDate("1995-11-28", "2026-11-24"), null);
    for (const text of ["", "2026-11-24", "2030-01-01", "1850-01-01", "28-11-1995"]) {
        assert.equal(check.checkBirthDate(text, "2026-11-24"), "birth_date_invalid", text);
    }
});

test("names and passwords", () => {
    assert.equal(check.checkName("  A "), "name_missing");
    assert.equal(check.checkName("Al"), null);
    assert.equal(check.checkPassword("1234567"), "password_short");
    assert.equal(check.checkPassword("12345678"), null);
});

test("a code is found in whatever was pasted", () => {
    assert.equal(check.codeDigits("Kodemu: 123 456."), "123456");
    assert.equal(check.codeDigits("12345678"), "123456");
    assert.equal(check.codeDigits("abc"), "");
});

test("the strip crosses months and leap days", () => {
    assert.deepEqual(dayStrip("2028-02-28", 3), ["2028-02-28", "2028-02-29", "2028-03-01"]);
    assert.deepEqual(dayStrip("2026-12-31", 2), ["2026-12-31", "2027-01-01"]);
    assert.equal(isoDay(new Date(2026, 0, 5, 23, 59)), "2026-01-05");
});

test("the stepper stays between one and the largest party", () => {
    assert.equal(stepped(2, 1, 8), 3);
    assert.equal(stepped(8, 1, 8), 8);
    assert.equal(stepped(1, -1, 8), 1);
});
