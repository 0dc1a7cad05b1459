import { registry } from "@web/core/registry";
import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as PosLoyalty from "@pos_loyalty/../tests/tours/utils/pos_loyalty_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import { scan_barcode } from "@point_of_sale/../tests/generic_helpers/utils";
import { VOUCHER, cardsHeldAre, discountLine, rewardsAreSettled, told } from "./utils";

registry.category("web_tour.tours").add("mcrm_loyalty_held_elsewhere", {
    steps: () =>
        [
            Chrome.startPoS(),
            Dialog.confirm("Open Register"),
            ProductScreen.addOrderline("Kopi Tubruk", "1", "1000"),
            scan_barcode(VOUCHER),
            told("In use at Register 1"),
            ProductScreen.totalAmountIs("1,000.00"),
            ProductScreen.clickPartnerButton(),
            ProductScreen.clickCustomer("Ayu Lestari"),
            PosLoyalty.claimReward("Spend points"),
            Dialog.confirm("Use points"),
            told("Points in use at Register 1"),
            ProductScreen.totalAmountIs("1,000.00"),
            Chrome.endTour(),
        ].flat(),
});

registry.category("web_tour.tours").add("mcrm_loyalty_hold_released", {
    steps: () =>
        [
            Chrome.startPoS(),
            Dialog.confirm("Open Register"),
            scan_barcode(VOUCHER),
            told("nothing to discount"),
            cardsHeldAre(0),
            ProductScreen.addOrderline("Kopi Tubruk", "1", "1000"),
            scan_barcode(VOUCHER),
            discountLine,
            cardsHeldAre(1),
            rewardsAreSettled(),
            PosLoyalty.removeRewardLine("50%"),
            ProductScreen.totalAmountIs("1,000.00"),
            cardsHeldAre(0),
            scan_barcode(VOUCHER),
            discountLine,
            cardsHeldAre(1),
            Chrome.clickOrders(),
            {
                content: "delete the order",
                trigger: ".ticket-screen .order-row .fa-trash",
                run: "click",
            },
            Dialog.confirm(),
            cardsHeldAre(0),
            Chrome.endTour(),
        ].flat(),
});
