import { Component } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";
import { ScanDialog } from "@mcrm_member/app/components/scan_dialog/scan_dialog";

/** Opens the scan dialog from wherever the thumb is. */
export class ScanButton extends Component {
    static template = "mcrm_member.ScanButton";
    static props = {
        class: { type: String, optional: true },
        /** only the icon, where there is no room for words */
        isCompact: { type: Boolean, optional: true },
    };

    setup() {
        this.dialog = useService("dialog");
    }

    onClick() {
        this.dialog.add(ScanDialog);
    }
}
