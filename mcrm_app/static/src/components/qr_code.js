/* global qrcode */
import { Component } from "@odoo/owl";
import { modeFor, qrPath } from "../core/qr_path";

const ERROR_CORRECTION = "M"; // survives 15 % of dirt and glare

/** A QR code, drawn on the device. */
export class QrCode extends Component {
    static template = "mcrm_app.QrCode";
    static props = { text: String, label: String, testid: { type: String, optional: true } };

    get drawing() {
        const code = qrcode(0, ERROR_CORRECTION);
        code.addData(this.props.text, modeFor(this.props.text));
        code.make();
        return qrPath(code.getModuleCount(), (row, column) => code.isDark(row, column));
    }
}
