import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { ScanRefusal } from "@mcrm_member/core/scan_result";

/** A member's QR makes them the customer of the order on the screen. */
export const memberHandler = {
    async apply(pos, result) {
        const order = pos.getOrder();
        const partner = pos.models["res.partner"].get(result.data.partner_id);
        const current = order.getPartner();
        if (current && current.id !== partner.id && order.getHasRefundLines()) {
            throw new ScanRefusal(
                "customer_locked",
                _t("This order refunds another customer: start a new order for this member."),
            );
        }
        pos.setPartnerToCurrentOrder(partner);
    },
};

registry.category("mcrm_scan_handlers").add("M1", memberHandler);
