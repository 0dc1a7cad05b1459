/**
 * How many points a typed number means.
 *
 * @param {number} wanted as typed
 * @param {number} max what card and order allow
 * @param {number} step points are spent in multiples of this; all that is possible may be spent too
 * @returns {number} points to spend, 0 when the number will not do
 */
export function pointsToSpend(wanted, max, step) {
    if (!(wanted > 0) || wanted > max) {
        return 0;
    }
    return wanted === max ? max : Math.floor(wanted / step) * step;
}

/**
 * Cut the lines of a discount down to what the guest wants to spend.
 *
 * @param {{price_unit: number, points_cost: number}[]} lines of one reward, that would spend all points
 * @param {number} [wish] points, all when left out
 * @returns {object[]} lines that spend no more than that
 */
export function cutToWish(lines, wish) {
    const cost = lines.reduce((sum, line) => sum + line.points_cost, 0);
    if (!wish) {
        return lines;
    }
    const factor = Math.min(1, wish / cost);
    return lines.map((line) => ({
        ...line,
        price_unit: line.price_unit * factor,
        points_cost: line.points_cost * factor,
        mcrm_points_wish: wish,
    }));
}
