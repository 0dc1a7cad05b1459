import { reactive } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { Mutex } from "@web/core/utils/concurrency";
import { prefixOf } from "@mcrm_member/core/scan_prefix";
import { ScanRefusal, refusedResult, toneOf } from "@mcrm_member/core/scan_result";

/**
 * What to do with the server's ok, by prefix: `{apply: async (pos, result) => void, needsOrder?: boolean}`.
 * `apply` may throw a ScanRefusal before it changes anything. Without an order on the screen only handlers with
 * `needsOrder: false` are asked.
 */
const handlers = registry.category("mcrm_scan_handlers");

const NOTIFICATION_TYPES = {
    ok: "success",
    voucher: "info",
    refused: "danger",
    offline: "warning",
};

/** The one place that every scanned code of ours passes: camera, hardware scanner and typing alike. */
export class ScanService {
    constructor({ pos, barcode_reader }) {
        this.pos = pos;
        this.reader = barcode_reader;
        this.mutex = new Mutex();
        /** `result`: the last scan result; `watchers`: how many open views show it. */
        this.state = reactive({ busy: false, result: null, watchers: 0 });
    }

    /**
     * @param {string} text as scanned
     * @returns {boolean} whether some feature has registered this kind of code
     */
    accepts(text) {
        return handlers.contains(prefixOf(text) ?? "");
    }

    /**
     * Treat a code from the camera or the keyboard as if a scanner had sent it.
     *
     * @param {string} text as scanned
     */
    async submit(text) {
        if (this.accepts(text)) {
            await this.scan(text);
            return;
        }
        this.state.result = this._local(
            "passed",
            _t("Not an M-CRM code"),
            _t("The till looks it up."),
        );
        await this.reader?.scan(text);
    }

    /**
     * Ask the server about a code of ours and do what its feature does with it. Never throws for a refusal.
     *
     * @param {string} text a text that `accepts` says yes to
     * @returns {Promise<{status: "ok"|"refused"|"offline", kind: string, code: string, title: string,
     *     message: string}>} what came of it
     */
    scan(text) {
        return this.mutex.exec(() => this._scan(text));
    }

    async _scan(text) {
        this.state.busy = true;
        try {
            this.state.result = await this._resolve(text, handlers.get(prefixOf(text)));
        } finally {
            this.state.busy = false;
        }
        this._tell(this.state.result);
        return this.state.result;
    }

    async _resolve(text, handler) {
        const order = this._openOrder();
        if (!order && handler.needsOrder !== false) {
            return this._local(
                "refused",
                _t("Not accepted"),
                _t("Open a table or an order first."),
            );
        }
        const answer = await this._ask(text, order);
        return answer.status === "ok" ? this._apply(answer, handler, order) : answer;
    }

    async _ask(text, order) {
        const screen = { uuid: order?.uuid ?? "", partner_id: order?.getPartner()?.id ?? false };
        try {
            return await this.pos.data.call("pos.config", "mcrm_scan", [
                [this.pos.config.id],
                text,
                screen,
            ]);
        } catch (error) {
            return this._failure(error);
        }
    }

    _failure(error) {
        if (error instanceof ConnectionLostError) {
            return this._local(
                "offline",
                _t("No connection"),
                _t(
                    "QR codes need the network. The order is unchanged: carry on selling and scan later.",
                ),
            );
        }
        if (error instanceof RPCError) {
            return this._local("refused", _t("Not accepted"), error.data?.message ?? error.message);
        }
        throw error;
    }

    async _apply(answer, handler, order) {
        try {
            if (order && this._openOrder() !== order) {
                throw new ScanRefusal("order_changed", _t("Another order was opened. Scan again."));
            }
            // No further call unless something new to the till is referred to
            const records = await this.pos.data.missingRecursive(answer.records);
            this.pos.models.connectNewData(records);
            await handler.apply(this.pos, answer);
            return answer;
        } catch (error) {
            if (error instanceof ScanRefusal) {
                return refusedResult(answer, error, _t("Not accepted"));
            }
            throw error;
        }
    }

    _openOrder() {
        const order = this.pos.getOrder();
        return order && !order.finalized ? order : undefined;
    }

    _local(status, title, message) {
        return { status, kind: "unknown", code: status, title, message, records: {}, data: {} };
    }

    _tell(result) {
        this.pos.sound.play(result.status === "ok" ? "beep" : "error");
        navigator.vibrate?.(result.status === "ok" ? 60 : [60, 60, 60]);
        if (!this.state.watchers) {
            const type = NOTIFICATION_TYPES[toneOf(result)];
            this.pos.notification.add(result.message, { title: result.title, type });
        }
    }
}

export const scanService = {
    dependencies: ["pos", "barcode_reader"],
    start(env, dependencies) {
        const service = new ScanService(dependencies);
        if (dependencies.barcode_reader) {
            dependencies.barcode_reader.mcrmScan = service;
        }
        return service;
    },
};

registry.category("services").add("mcrm_scan", scanService);
