import { Component, onMounted, onWillUnmount, useEffect, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { toneOf } from "@mcrm_member/core/scan_result";
import { QrCamera } from "@mcrm_member/app/components/qr_camera/qr_camera";

const LEAVE_AFTER = 1200; // milliseconds a success stays in view before the dialog leaves
const CONTINUOUS_KEY = "mcrm_scan_continuous"; // remembered on this till

const ICONS = {
    idle: "fa-qrcode",
    ok: "fa-check-circle",
    voucher: "fa-ticket",
    refused: "fa-times-circle",
    offline: "fa-chain-broken",
    passed: "fa-barcode",
};

/** Scan by camera or type a code; it knows no feature, only results. */
export class ScanDialog extends Component {
    static template = "mcrm_member.ScanDialog";
    static components = { Dialog, QrCamera };
    static props = { close: Function };

    setup() {
        this.scanner = useService("mcrm_scan");
        this.scanner.state.result = null;
        this.scan = useState(this.scanner.state);
        this.state = useState({
            code: "",
            problem: null,
            isContinuous: browser.localStorage.getItem(CONTINUOUS_KEY) === "1",
        });
        onMounted(() => this.scan.watchers++);
        onWillUnmount(() => this.scan.watchers--);
        useEffect(
            (result, isContinuous) => this.leaveSoon(result, isContinuous),
            () => [this.scan.result, this.state.isContinuous],
        );
    }

    get tone() {
        return toneOf(this.scan.result);
    }

    get icon() {
        return ICONS[this.tone];
    }

    get problemMessage() {
        return {
            https: _t(
                "The camera needs a secure address (https). Type the code, or use a scanner.",
            ),
            missing: _t("This device has no camera. Type the code, or use a scanner."),
            permission: _t(
                "The camera is not allowed here. Allow it beside the address in the browser, then open this again.",
            ),
            busy: _t("Another program is using the camera. Close it, then open this again."),
            unknown: _t("The camera could not be started. Type the code, or use a scanner."),
        }[this.state.problem];
    }

    onProblem(problem) {
        this.state.problem = problem;
    }

    /** Whatever scanner it came from, a success is shown for a moment; then the till is free again. */
    leaveSoon(result, isContinuous) {
        if (result?.status === "ok" && !isContinuous) {
            const leaving = browser.setTimeout(() => this.props.close(), LEAVE_AFTER);
            return () => browser.clearTimeout(leaving);
        }
    }

    async onCode(text) {
        await this.scanner.submit(text);
    }

    async onSubmit() {
        const text = this.state.code.trim();
        if (text) {
            this.state.code = "";
            await this.onCode(text);
        }
    }

    onToggleContinuous() {
        this.state.isContinuous = !this.state.isContinuous;
        browser.localStorage.setItem(CONTINUOUS_KEY, this.state.isContinuous ? "1" : "0");
    }
}
