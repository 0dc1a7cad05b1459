import { registry } from "@web/core/registry";

/** An e-nota's QR only tells: the server's sentence says which purchase it is. */
export const notaHandler = {
    needsOrder: false,
    async apply() {},
};

registry.category("mcrm_scan_handlers").add("N1", notaHandler);
