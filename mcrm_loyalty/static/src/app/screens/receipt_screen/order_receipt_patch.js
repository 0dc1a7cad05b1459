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

    /** Settled figures, as the server booked them: a refund takes back what was earned, and gives back what was spent. */
    get mcrmPoints() {
        const { mcrm_points_earned, mcrm_points_spent, mcrm_points_balance } = this.order;
        const earned = mcrm_points_earned ?? 0;
        const spent = mcrm_points_spent ?? 0;
        return {
            earned: earned > 0 && `+${formatPoints(earned)}`,
            takenBack: earned < 0 && `-${formatPoints(-earned)}`,
            spent: spent > 0 && `-${formatPoints(spent)}`,
            givenBack: spent < 0 && `+${formatPoints(-spent)}`,
            balance: formatPoints(mcrm_points_balance ?? 0),
        };
    },

    get mcrmNotaQr() {
        return generateQRCodeDataUrl(this.order.mcrm_nota_url);
    },
});
