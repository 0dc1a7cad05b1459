/*
 * When the member's QR has to be fetched again and how far its ring has run down. Times are milliseconds since 1970.
 */

const MARGIN = 4000; // milliseconds before the end at which a new one is fetched
const SHORTEST = 2000; // never ask more often than this

/**
 * @param {string|null} expiresAt ISO time, null for a static code
 * @param {number} now
 * @returns {number|null} milliseconds to wait before fetching, null for never
 */
export function refreshDelay(expiresAt, now) {
    return expiresAt ? Math.max(SHORTEST, Date.parse(expiresAt) - now - MARGIN) : null;
}

/**
 * @param {number} fetchedAt
 * @param {string|null} expiresAt
 * @param {number} now
 * @returns {number} share of its life that is left, 0 to 1; a static code stays at 1
 */
export function remaining(fetchedAt, expiresAt, now) {
    if (!expiresAt) {
        return 1;
    }
    const life = Date.parse(expiresAt) - fetchedAt;
    return life > 0 ? Math.min(1, Math.max(0, (Date.parse(expiresAt) - now) / life)) : 0;
}

/**
 * @param {string|null} expiresAt
 * @param {number} now
 * @returns {boolean} whether the till would still take it
 */
export function isAlive(expiresAt, now) {
    return !expiresAt || Date.parse(expiresAt) > now;
}
