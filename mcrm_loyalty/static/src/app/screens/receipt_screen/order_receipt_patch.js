import { patch } from "@web/core/utils/patch";
import { generateQRCodeDataUrl } from "@point_of_sale/utils";
import { OrderReceipt } from "@point_of_sale/app/screens/receipt_screen/receipt/order_receipt";
import { formatPoints } from "@mcrm_loyalty/app/utils/format_points";

patch(OrderReceipt.prototype, {
    /** The member whose points this receipt speaks of. */
    get mcrmMember() {
        const partner = this.order.getPartner();
        return partner?.mcrm_member_number ? partner : undefined;
    },

    /** Settled figures, as the server booked them. */
    get mcrmPoints() {
        const { mcrm_points_earned, mcrm_points_spent, mcrm_points_balance } = this.order;
        return {
            earned: mcrm_points_earned && `+${formatPoints(mcrm_points_earned)}`,
            spent: mcrm_points_spent && `-${formatPoints(mcrm_points_spent)}`,
            balance: formatPoints(mcrm_points_balance ?? 0),
        };
    },

    get mcrmNotaQr() {
        return generateQRCodeDataUrl(this.order.mcrm_nota_url);
    },
});
