/**
 * @param {Set} one
 * @param {Set} other
 * @returns {boolean} whether both have the same members
 */
export function isSameSet(one, other) {
    return one.size === other.size && [...one].every((member) => other.has(member));
}
