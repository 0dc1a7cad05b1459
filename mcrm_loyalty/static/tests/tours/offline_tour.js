/* global posmodel */

import { registry } from "@web/core/registry";
import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as OfflineUtil from "@point_of_sale/../tests/generic_helpers/offline_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import { run, scan_barcode } from "@point_of_sale/../tests/generic_helpers/utils";
import { VOUCHER, confirmOffline, discountLine, pay, shows, told } from "./utils";

registry.category("web_tour.tours").add("mcrm_loyalty_offline", {
    steps: () =>
        [
            Chrome.startPoS(),
            Dialog.confirm("Open Register"),
            ProductScreen.addOrderline("Kopi Tubruk", "1", "1000"),
            scan_barcode(VOUCHER),
            discountLine,
            run(async () => {
                const [card] = posmodel.getOrder().lines.flatMap((line) => line.coupon_id ?? []);
                await posmodel.data.call("loyalty.card", "action_mcrm_release", [[card.id]]);
                await posmodel.data.call("loyalty.card", "action_mcrm_cancel", [[card.id]]);
            }, "a manager cancels the voucher meanwhile"),
            OfflineUtil.setOfflineMode(),
            pay(),
            confirmOffline(),
            ReceiptScreen.isShown(),
            shows("as soon as the till is online again"),
            ReceiptScreen.clickNextOrder(),
            ProductScreen.addOrderline("Kopi Tubruk", "1", "1000"),
            ProductScreen.clickPartnerButton(),
            ProductScreen.clickCustomer("Ayu Lestari"),
            pay(),
            ReceiptScreen.isShown(),
            OfflineUtil.setOnlineMode(),
            run(() => window.dispatchEvent(new Event("online")), "the network is back"),
            told("2 waiting orders were sent, 1 of them for the manager"),
            Chrome.endTour(),
        ].flat(),
});
