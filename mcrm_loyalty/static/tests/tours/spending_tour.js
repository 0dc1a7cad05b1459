import { registry } from "@web/core/registry";
import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as PosLoyalty from "@pos_loyalty/../tests/tours/utils/pos_loyalty_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import { refresh } from "@point_of_sale/../tests/generic_helpers/utils";
import { cardsHeldAre, pay, shows } from "./utils";

const dialogSays = (text) => ({
    content: `the dialog says ${text}`,
    trigger: `.modal:contains("${text}")`,
});

const press = (key) => ({
    content: `press ${key}`,
    trigger: `.modal .numpad button:contains("${key}")`,
    run: "click",
});

registry.category("web_tour.tours").add("mcrm_loyalty_spending", {
    steps: () =>
        [
            Chrome.startPoS(),
            Dialog.confirm("Open Register"),
            ProductScreen.addOrderline("Kopi Tubruk", "1", "1000"),
            ProductScreen.clickPartnerButton(),
            ProductScreen.clickCustomer("Ayu Lestari"),
            PosLoyalty.claimReward("Spend points"),
            dialogSays("Up to 100 points"),
            dialogSays("1,000.00 off"),
            press("3"),
            press("0"),
            dialogSays("300.00 off"),
            Dialog.confirm("Use points"),
            ProductScreen.totalAmountIs("700.00"),
            cardsHeldAre(1),
            // More on the order does not mean more points
            ProductScreen.addOrderline("Kopi Tubruk", "1", "1000"),
            ProductScreen.totalAmountIs("1,700.00"),
            refresh(),
            ProductScreen.totalAmountIs("1,700.00"),
            ProductScreen.addOrderline("Kopi Tubruk", "1", "1000"),
            ProductScreen.totalAmountIs("2,700.00"),
            // The guest changes their mind
            PosLoyalty.claimReward("Spend points"),
            dialogSays("Up to 120 points"),
            Dialog.confirm("Use points"),
            ProductScreen.totalAmountIs("1,800.00"),
            pay(),
            ReceiptScreen.isShown(),
            shows("-120"),
            Chrome.endTour(),
        ].flat(),
});
