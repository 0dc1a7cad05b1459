import assert from "node:assert/strict";
import { test } from "node:test";
import { isSameSet } from "../../mcrm_loyalty/static/src/core/hold_rules.js";
import { cutToWish, pointsToSpend } from "../../mcrm_loyalty/static/src/core/spending.js";

test("sets are the same when they have the same members", () => {
    assert.equal(isSameSet(new Set([1, 2]), new Set([2, 1])), true);
    assert.equal(isSameSet(new Set([1]), new Set([1, 2])), false);
    assert.equal(isSameSet(new Set([1]), new Set([2])), false);
    assert.equal(isSameSet(new Set(), new Set()), true);
});

test("points are spent in steps, and never more than there are", () => {
    assert.equal(pointsToSpend(30, 120, 1), 30);
    assert.equal(pointsToSpend(37, 120, 10), 30);
    assert.equal(pointsToSpend(7, 120, 10), 0);
    assert.equal(pointsToSpend(120, 120, 1), 120);
    assert.equal(pointsToSpend(121, 120, 1), 0);
});

test("all that an order takes may be spent, step or not", () => {
    assert.equal(pointsToSpend(95.5, 95.5, 10), 95.5);
});

test("nonsense spends nothing", () => {
    for (const typed of [0, -5, NaN, undefined]) {
        assert.equal(pointsToSpend(typed, 120, 1), 0);
    }
});

const LINES = [
    { price_unit: -600, points_cost: 100 },
    { price_unit: -400, points_cost: 0 },
];

test("a wish cuts each line by the same part", () => {
    const lines = cutToWish(LINES, 30);
    assert.deepEqual(
        lines.map(({ price_unit, points_cost }) => [price_unit, points_cost]),
        [
            [-180, 30],
            [-120, 0],
        ],
    );
    assert.ok(lines.every((line) => line.mcrm_points_wish === 30));
});

test("a wish for more than the order takes spends what it takes, and is remembered", () => {
    const lines = cutToWish(LINES, 500);
    assert.equal(lines[0].price_unit, -600);
    assert.equal(lines[0].mcrm_points_wish, 500);
});

test("without a wish nothing is cut", () => {
    assert.equal(cutToWish(LINES, undefined), LINES);
});
