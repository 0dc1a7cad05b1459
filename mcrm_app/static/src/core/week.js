/*
 * Days as ISO dates for the reservation's calendar strip.
 */

/**
 * @param {Date} moment
 * @returns {string} its local calendar day, "2026-11-24"
 */
export function isoDay(moment) {
    const two = (value) => String(value).padStart(2, "0");
    return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

/**
 * @param {string} first ISO date of the first day
 * @param {number} count how many days
 * @returns {string[]} ISO dates, one a day
 */
export function dayStrip(first, count) {
    const [year, month, day] = first.split("-").map(Number);
    return Array.from({ length: count }, (_, index) =>
        new Date(Date.UTC(year, month - 1, day + index)).toISOString().slice(0, 10),
    );
}

/**
 * @param {number} value
 * @param {number} step +1 or -1
 * @param {number} most
 * @returns {number} between 1 and most
 */
export function stepped(value, step, most) {
    return Math.min(most, Math.max(1, value + step));
}
