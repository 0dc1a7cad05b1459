/**
 * Make programs known that were made after the till opened: Odoo prepares rules and rewards only at start.
 *
 * @param {object} pos the store
 * @param {object} program a loyalty.program that was just loaded
 */
export function prepareProgram(pos, program) {
    for (const rule of program.rule_ids) {
        rule.validProductIds = new Set(rule.raw.valid_product_ids);
    }
    const products = pos.models["product.product"].getAll();
    for (const reward of program.reward_ids) {
        pos.computeDiscountProductIds(reward, products);
    }
}
