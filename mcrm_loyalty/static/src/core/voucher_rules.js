/** Why a voucher that the server allows finds nothing to act on in an order. */

/**
 * @param {object} facts about order and voucher
 * @param {boolean} facts.isOnOrder this very voucher was applied before
 * @param {number} facts.total of the order, tax included
 * @param {boolean} facts.hasSameReward another voucher of this kind is on the order
 * @param {number} facts.discountOnOrder percent of the discount on the whole order, 0 when there is none
 * @param {number} facts.discount percent this voucher would give on the whole order, 0 when it gives something else
 * @param {{amount: number, basis: number}[]} facts.minimums amounts the order has to reach, and what counts for each
 * @returns {string|null} a refusal code, or null when only the products on the order can be the reason
 */
export function refusalOf(facts) {
    if (facts.isOnOrder) {
        return "voucher_on_order";
    }
    if (facts.total <= 0) {
        return "nothing_to_discount";
    }
    if (facts.hasSameReward) {
        return "voucher_same_kind";
    }
    if (facts.discount && facts.discount <= facts.discountOnOrder) {
        return "better_discount";
    }
    return missingAmount(facts.minimums) > 0 ? "minimum_not_reached" : null;
}

/**
 * @param {{amount: number, basis: number}[]} minimums amounts to reach, and what counts for each
 * @returns {number} how much more must be ordered, 0 when every minimum is reached
 */
export function missingAmount(minimums) {
    return Math.max(0, ...minimums.map(({ amount, basis }) => amount - basis));
}
