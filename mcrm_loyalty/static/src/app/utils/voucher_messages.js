import { _t } from "@web/core/l10n/translation";
import { missingAmount } from "@mcrm_loyalty/core/voucher_rules";

/**
 * The sentence for a refusal, with a way on.
 *
 * @param {string|null} code from `refusalOf`
 * @param {object} facts the facts it was found with
 * @param {(amount: number) => string} formatCurrency
 * @returns {string} translated
 */
export function voucherMessage(code, facts, formatCurrency) {
    switch (code) {
        case "voucher_on_order":
            return _t("This voucher is already on this order.");
        case "nothing_to_discount":
            return _t(
                "There is nothing to discount yet. Add what the guest orders, then scan again.",
            );
        case "voucher_same_kind":
            return _t("Only one voucher of this kind fits on an order.");
        case "better_discount":
            return _t("This order already has a discount that is as good.");
        case "minimum_not_reached":
            return _t("This voucher needs %(amount)s more on the order.", {
                amount: formatCurrency(missingAmount(facts.minimums)),
            });
        default:
            return _t(
                "Nothing on this order fits this voucher. Add what it is for, then scan again.",
            );
    }
}
