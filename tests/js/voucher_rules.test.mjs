import assert from "node:assert/strict";
import { test } from "node:test";
import { missingAmount, refusalOf } from "../../mcrm_loyalty/static/src/core/voucher_rules.js";

const FITTING = {
    isOnOrder: false,
    total: 50000,
    hasSameReward: false,
    discountOnOrder: 0,
    discount: 0,
    minimums: [],
};

test("nothing against a voucher that fits", () => {
    assert.equal(refusalOf(FITTING), null);
    assert.equal(refusalOf({ ...FITTING, discount: 20, discountOnOrder: 10 }), null);
    assert.equal(refusalOf({ ...FITTING, minimums: [{ amount: 50000, basis: 50000 }] }), null);
});

test("each reason has its code", () => {
    const cases = {
        voucher_on_order: { isOnOrder: true, hasSameReward: true },
        nothing_to_discount: { total: 0 },
        voucher_same_kind: { hasSameReward: true },
        better_discount: { discount: 20, discountOnOrder: 20 },
        minimum_not_reached: { minimums: [{ amount: 60000, basis: 50000 }] },
    };
    for (const [code, facts] of Object.entries(cases)) {
        assert.equal(refusalOf({ ...FITTING, ...facts }), code);
    }
});

test("the largest minimum decides how much is missing", () => {
    const minimums = [
        { amount: 60000, basis: 50000 },
        { amount: 75000, basis: 50000 },
    ];
    assert.equal(missingAmount(minimums), 25000);
    assert.equal(missingAmount([]), 0);
});
