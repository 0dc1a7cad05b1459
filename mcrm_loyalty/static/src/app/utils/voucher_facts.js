/**
 * What decides whether a voucher fits an order.
 *
 * @param {object} order pos.order
 * @param {object} card the voucher, loyalty.card
 * @returns {object} the facts that `refusalOf` asks for
 */
export function voucherFacts(order, card) {
    const rewards = card.program_id.reward_ids;
    return {
        isOnOrder: isVoucherOnOrder(order, card),
        total: order.priceIncl,
        hasSameReward: order.lines.some((line) => rewards.includes(line.reward_id)),
        discountOnOrder: order._getGlobalDiscountLines()[0]?.reward_id.discount ?? 0,
        discount: rewards.find((reward) => reward.is_global_discount)?.discount ?? 0,
        minimums: card.program_id.rule_ids.map((rule) => ({
            amount: rule.minimum_amount,
            basis: rule.minimum_amount_tax_mode === "incl" ? order.priceIncl : order.priceExcl,
        })),
    };
}

/**
 * @param {object} order pos.order
 * @param {object} card the voucher, loyalty.card
 * @returns {boolean} whether the order already uses this voucher
 */
export function isVoucherOnOrder(order, card) {
    return order.lines.some((line) => line.is_reward_line && line.coupon_id?.id === card.id);
}
