import { registry } from "@web/core/registry";
import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as PosLoyalty from "@pos_loyalty/../tests/tours/utils/pos_loyalty_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import { pay, shows } from "./utils";

registry.category("web_tour.tours").add("mcrm_loyalty_tier", {
    steps: () =>
        [
            Chrome.startPoS(),
            Dialog.confirm("Open Register"),
            ProductScreen.addOrderline("Kopi Tubruk", "1", "1000"),
            ProductScreen.clickPartnerButton(),
            ProductScreen.clickCustomer("Ayu Lestari"),
            // 24.5 points count as 25, and once and a half of that as 38
            PosLoyalty.pointsAwardedAre("38"),
            pay(),
            ReceiptScreen.isShown(),
            shows("38"),
            Chrome.endTour(),
        ].flat(),
});
