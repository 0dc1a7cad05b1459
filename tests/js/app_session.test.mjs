import assert from "node:assert/strict";
import { test } from "node:test";
import {
    GUEST,
    MEMBER,
    nextState,
    redirection,
    REMEMBERED,
    STARTING,
    startState,
} from "../../mcrm_app/static/src/core/session.js";

const member = { member_number: "1", name: "Sekar" };

function after(...events) {
    return events.reduce(nextState, startState());
}

test("a stranger becomes a guest, whether the API answers or not", () => {
    assert.equal(after({ type: "no_session" }).status, GUEST);
    assert.equal(after({ type: "unreachable" }).status, GUEST);
});

test("who is remembered stays when the API cannot be reached", () => {
    const state = after({ type: "remembered", member }, { type: "unreachable" });
    assert.deepEqual(state, { status: REMEMBERED, member });
});

test("who is remembered becomes a member when the API says so, and a guest when it says no", () => {
    assert.equal(
        after({ type: "remembered", member }, { type: "signed_in", member }).status,
        MEMBER,
    );
    assert.deepEqual(after({ type: "remembered", member }, { type: "no_session" }), {
        status: GUEST,
        member: null,
    });
});

test("what is remembered never overrides what the API said", () => {
    const other = { ...member, name: "Old" };
    assert.equal(
        after({ type: "signed_in", member }, { type: "remembered", member: other }).member.name,
        "Sekar",
    );
});

test("signing out leaves nothing behind", () => {
    assert.deepEqual(after({ type: "signed_in", member }, { type: "signed_out" }), {
        status: GUEST,
        member: null,
    });
});

test("an update touches only its fields, and nobody where nobody is", () => {
    const state = after(
        { type: "signed_in", member },
        { type: "updated", member: { name: "Ayu" } },
    );
    assert.deepEqual(state.member, { member_number: "1", name: "Ayu" });
    assert.equal(after({ type: "updated", member: { name: "Ayu" } }).member, null);
});

test("an unknown event is a mistake", () => {
    assert.throws(() => after({ type: "oops" }), /oops/);
});

test("guests see the door, members do not", () => {
    assert.equal(redirection(GUEST, "home"), "signin");
    assert.equal(redirection(GUEST, "register"), null);
    assert.equal(redirection(MEMBER, "signin"), "home");
    assert.equal(redirection(REMEMBERED, "signin"), "home");
    assert.equal(redirection(MEMBER, "voucher"), null);
    assert.equal(redirection(STARTING, "home"), null);
});
