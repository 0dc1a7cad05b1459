import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { Mutex } from "@web/core/utils/concurrency";
import { isSameSet } from "@mcrm_loyalty/core/hold_rules";
import { redeemedCardIds } from "@mcrm_loyalty/app/utils/reward_lines";

/**
 * Tells the server which cards the rewards on the screen use, so that no other till takes them meanwhile. Selling
 * never waits for it: without a network an order goes on, and settles what is there when it arrives.
 */
export class CardHolds {
    constructor(pos) {
        this.pos = pos;
        this.mutex = new Mutex();
        /** What the server holds for each order, as far as this till knows: sets of card ids by order uuid. */
        this.held = new Map();
    }

    /**
     * The server has just held a card for an order, while it answered a scan.
     *
     * @param {object} order pos.order
     * @param {number} cardId loyalty.card
     */
    noteScan(order, cardId) {
        this.held.set(order.uuid, new Set([...(this.held.get(order.uuid) ?? []), cardId]));
    }

    /** Tell the server what has changed: on the order on the screen, and on those that had something held. */
    refresh() {
        return this.mutex.exec(async () => {
            const open = this.pos.getOrder();
            const uuids = new Set([...this.held.keys(), ...(open ? [open.uuid] : [])]);
            for (const uuid of uuids) {
                await this._update(uuid);
            }
        });
    }

    /**
     * Before the guest pays: hold once more what the order uses.
     *
     * @param {object} order pos.order
     * @returns {Promise<string[]>} why rewards had to be taken off the order, empty when it can be paid
     */
    confirm(order) {
        return this.mutex.exec(async () => {
            const wanted = redeemedCardIds(order);
            return wanted.size ? this._send(order.uuid, wanted) : [];
        });
    }

    /** Give everything back: the till is left. */
    releaseAll() {
        return this.mutex.exec(async () => {
            for (const uuid of this.held.keys()) {
                await this._send(uuid, new Set());
            }
        });
    }

    async _update(uuid) {
        const order = this._find(uuid);
        if (order?.finalized) {
            this.held.delete(uuid); // paying it ends the hold, also when that is sent later
            return;
        }
        const wanted = redeemedCardIds(order);
        if (isSameSet(wanted, this.held.get(uuid) ?? new Set())) {
            return;
        }
        for (const message of await this._send(uuid, wanted)) {
            this.pos.notification.add(message, {
                title: _t("Taken off the order"),
                type: "danger",
            });
        }
    }

    async _send(uuid, wanted) {
        const refusals = await this._ask(uuid, [...wanted]);
        if (!refusals) {
            return [];
        }
        for (const { card_id } of refusals) {
            wanted.delete(card_id);
            takeOff(this._find(uuid), card_id);
        }
        this.held.set(uuid, wanted);
        if (!wanted.size) {
            this.held.delete(uuid);
        }
        return refusals.map(({ message }) => message);
    }

    async _ask(uuid, cardIds) {
        try {
            return await this.pos.data.call("pos.config", "mcrm_hold_cards", [
                [this.pos.config.id],
                uuid,
                cardIds,
            ]);
        } catch (error) {
            if (error instanceof ConnectionLostError || error instanceof RPCError) {
                return null; // a courtesy that failed: the settlement decides
            }
            throw error;
        }
    }

    _find(uuid) {
        return this.pos.models["pos.order"].find((order) => order.uuid === uuid);
    }
}

function takeOff(order, cardId) {
    const lines = order?.lines.filter(
        (line) => line.is_reward_line && line.coupon_id?.id === cardId,
    );
    const card = lines?.[0]?.coupon_id;
    lines?.forEach((line) => line.delete());
    if (card && order._code_activated_coupon_ids.includes(card)) {
        order._code_activated_coupon_ids = [["unlink", card]];
    }
}
