import { patch } from "@web/core/utils/patch";
import { PosOrder } from "@point_of_sale/app/models/pos_order";

patch(PosOrder.prototype, {
    /** What the till predicts for programs that are not settled by the server. */
    get mcrmPredictedPoints() {
        return this.getLoyaltyPoints().filter(({ program }) => !program.mcrm_role);
    },

    /** Whether the server has booked this order; until then nothing is known for sure. */
    get mcrmIsSettled() {
        return Boolean(this.mcrm_nota_url);
    },
});
