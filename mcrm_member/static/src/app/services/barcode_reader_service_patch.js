import { patch } from "@web/core/utils/patch";
import { BarcodeReader } from "@point_of_sale/app/services/barcode_reader_service";

patch(BarcodeReader.prototype, {
    /**
     * Our codes go to the scan service whatever the nomenclature says; all others stay Odoo's.
     * An exclusive listener (the login screen) hears everything first.
     */
    async _scan(code) {
        if (!this.exclusiveCbMap && this.mcrmScan?.accepts(code)) {
            await this.mcrmScan.scan(code);
            return;
        }
        return super._scan(...arguments);
    },
});
