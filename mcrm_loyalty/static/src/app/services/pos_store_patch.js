import { patch } from "@web/core/utils/patch";
import { debounce } from "@web/core/utils/timing";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { CardHolds } from "@mcrm_loyalty/app/services/card_holds";
import { sentMessage } from "@mcrm_loyalty/app/utils/sent_message";

const HOLD_DELAY = 100; // milliseconds: one change of an order touches several lines

patch(PosStore.prototype, {
    async processServerData() {
        await super.processServerData(...arguments);
        this.mcrmHolds = new CardHolds(this);
        const refresh = debounce(() => this.mcrmHolds.refresh(), HOLD_DELAY);
        for (const event of ["create", "delete"]) {
            this.models["pos.order.line"].addEventListener(event, refresh);
        }
    },

    /** A member's tier is on the card: Odoo reads it only after it has counted the points. */
    async _updatePrograms() {
        const order = this.getOrder();
        const programs = order?.getPartner() ? this.models["loyalty.program"].getAll() : [];
        for (const program of programs.filter(({ mcrm_role }) => mcrm_role === "member")) {
            if (order._programIsApplicable(program)) {
                await this.couponForProgram(program);
            }
        }
        return super._updatePrograms(...arguments);
    },

    async closePos() {
        await this.mcrmHolds?.releaseAll();
        return super.closePos(...arguments);
    },

    /** Orders that were paid while the network was away are on their way now: say what came of them. */
    async syncAllOrders(options = {}) {
        const paying = options.throw ? this.getOrder() : undefined;
        const waiting = this.models["pos.order"]
            .filter((order) => order.finalized && !order.isSynced && order !== paying)
            .map((order) => order.uuid);
        try {
            return await super.syncAllOrders(...arguments);
        } finally {
            this.mcrmRetryPending();
            this.mcrmTellSent(waiting);
        }
    },

    /** Odoo takes an order for sent as soon as it tries to: what did not arrive has to be sent again. */
    mcrmRetryPending() {
        const { orderToCreate, orderToUpdate } = this.getPendingOrder();
        for (const order of [...orderToCreate, ...orderToUpdate]) {
            for (const record of [order, ...order.lines, ...order.payment_ids]) {
                record._dirty = true;
            }
        }
    },

    mcrmTellSent(uuids) {
        const sent = this.models["pos.order"].filter(
            (order) => order.isSynced && uuids.includes(order.uuid),
        );
        if (sent.length) {
            const conflicts = sent.filter((order) => order.mcrm_conflict_count).length;
            const type = conflicts ? "warning" : "success";
            this.notification.add(sentMessage(sent.length, conflicts), { type });
        }
    },
});
