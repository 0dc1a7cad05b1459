import assert from "node:assert/strict";
import { test } from "node:test";
import { REPEAT_DELAY, RepeatGate } from "../../mcrm_member/static/src/core/repeat_gate.js";

test("a code counts once for as long as it stays in view", () => {
    const gate = new RepeatGate();
    assert.equal(gate.accepts("A", 0), true);
    for (let now = 100; now < 20_000; now += 100) {
        assert.equal(gate.accepts("A", now), false);
    }
});

test("another code counts at once", () => {
    const gate = new RepeatGate();
    assert.deepEqual(
        ["A", "B", "A"].map((text) => gate.accepts(text, 0)),
        [true, true, true],
    );
});

test("a code that was away counts again", () => {
    const gate = new RepeatGate();
    gate.accepts("A", 0);
    assert.equal(gate.accepts("A", REPEAT_DELAY - 1), false);
    assert.equal(gate.accepts("A", 2 * REPEAT_DELAY), true);
});
