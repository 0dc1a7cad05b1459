/**
 * The cards that the rewards on an order use, of programs that the server settles.
 *
 * @param {object} [order] pos.order
 * @returns {Set<number>} ids of loyalty.card that the server knows
 */
export function redeemedCardIds(order) {
    const ids = new Set();
    for (const line of order?.lines ?? []) {
        if (
            line.is_reward_line &&
            line.reward_id?.program_id?.mcrm_role &&
            line.coupon_id?.id > 0
        ) {
            ids.add(line.coupon_id.id);
        }
    }
    return ids;
}
