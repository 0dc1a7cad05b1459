/*
 * Who is using the app, as a state machine without side effects.
 *
 *   starting ──remembered──▶ remembered (known from this device; the API has not said anything yet)
 *   starting, remembered, guest ──signed_in──▶ member
 *   starting ──unreachable──▶ guest; whoever is remembered stays so
 *   any ──signed_out, no_session──▶ guest
 */

export const STARTING = "starting";
export const GUEST = "guest";
export const MEMBER = "member";
export const REMEMBERED = "remembered";

/** @returns {{status: string, member: object|null}} */
export function startState() {
    return { status: STARTING, member: null };
}

/**
 * @param {{status: string, member: object|null}} state
 * @param {{type: string, member?: object}} event remembered (member), signed_in (member), updated (member),
 *     unreachable, signed_out, no_session
 * @returns {{status: string, member: object|null}} the next state
 * @throws {Error} on an unknown event
 */
export function nextState(state, event) {
    switch (event.type) {
        case "signed_in":
            return { status: MEMBER, member: event.member };
        case "updated":
            return state.member
                ? { ...state, member: { ...state.member, ...event.member } }
                : state;
        case "remembered":
            return state.status === STARTING ? { status: REMEMBERED, member: event.member } : state;
        case "unreachable":
            return state.status === STARTING ? { status: GUEST, member: null } : state;
        case "signed_out":
        case "no_session":
            return { status: GUEST, member: null };
        default:
            throw new Error(`Unknown session event "${event.type}"`);
    }
}

/** Routes a guest may see. */
export const OPEN_ROUTES = ["signin", "register", "verify"];

/**
 * Where a visitor has to go instead of the screen asked for.
 *
 * @param {string} status of the session
 * @param {string} route asked for
 * @returns {string|null} name of another route, null to stay
 */
export function redirection(status, route) {
    const isOpen = OPEN_ROUTES.includes(route);
    if (status === GUEST && !isOpen) {
        return "signin";
    }
    if ((status === MEMBER || status === REMEMBERED) && isOpen) {
        return "home";
    }
    return null;
}
