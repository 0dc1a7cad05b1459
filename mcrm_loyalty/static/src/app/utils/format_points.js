import { formatFloat } from "@web/core/utils/numbers";

/**
 * @param {number} points
 * @returns {string} with the separators of the language, decimals only where there are some: "1.240"
 */
export function formatPoints(points) {
    return formatFloat(points, { digits: [16, 2], trailingZeros: false });
}
