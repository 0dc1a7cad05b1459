import { _t } from "@web/core/l10n/translation";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { patch } from "@web/core/utils/patch";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";

patch(OrderPaymentValidation.prototype, {
    /** What another order has taken meanwhile is said before the guest pays, not after. */
    async validateOrder() {
        const reasons = await this.pos.mcrmHolds.confirm(this.order);
        if (reasons.length) {
            this.pos.dialog.add(AlertDialog, {
                title: _t("The total has changed"),
                body: _t("A reward was taken off the order: %(reason)s", {
                    reason: reasons.join(" "),
                }),
            });
            return false;
        }
        return super.validateOrder(...arguments);
    },
});
