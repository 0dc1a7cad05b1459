import { registry } from "@web/core/registry";

/**
 * A reservation's QR: guests, table and time stand in the words of the answer, which the scan shows, on the floor plan
 * too. On an order without a customer, the guest becomes the customer.
 */
export const reservationHandler = {
    needsOrder: false,
    async apply(pos, result) {
        const order = pos.getOrder();
        if (order && !order.finalized && !order.getPartner()) {
            pos.setPartnerToCurrentOrder(pos.models["res.partner"].get(result.data.partner_id));
        }
    },
};

registry.category("mcrm_scan_handlers").add("R1", reservationHandler);
