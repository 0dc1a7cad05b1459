import assert from "node:assert/strict";
import { test } from "node:test";
import { MAX_SIDE, centredSquare } from "../../mcrm_member/static/src/core/camera_square.js";
import { problemBefore, problemOf } from "../../mcrm_member/static/src/core/camera_problem.js";

test("the square is the middle of the picture, upright or lying", () => {
    const { x, y, side } = centredSquare(640, 480);
    assert.deepEqual([x, y, side], [80, 0, 480]);
    const upright = centredSquare(720, 1280);
    assert.deepEqual([upright.x, upright.y, upright.side], [0, 280, 720]);
});

test("a sharp picture is drawn smaller, a small one as it is", () => {
    assert.equal(centredSquare(3840, 2160).target, MAX_SIDE);
    assert.equal(centredSquare(320, 240).target, 240);
});

test("what the browser says becomes a reason", () => {
    assert.equal(problemBefore({ isSecure: false, hasApi: false }), "https");
    assert.equal(problemBefore({ isSecure: true, hasApi: false }), "missing");
    assert.equal(problemBefore({ isSecure: true, hasApi: true }), null);
    assert.equal(problemOf({ name: "NotAllowedError" }), "permission");
    assert.equal(problemOf({ name: "NotFoundError" }), "missing");
    assert.equal(problemOf({ name: "NotReadableError" }), "busy");
    assert.equal(problemOf(new Error("what?")), "unknown");
});
