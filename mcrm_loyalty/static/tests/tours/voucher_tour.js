import { registry } from "@web/core/registry";
import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import { negateStep, scan_barcode } from "@point_of_sale/../tests/generic_helpers/utils";
import { VOUCHER, discountLine, shows, told } from "./utils";

registry.category("web_tour.tours").add("mcrm_loyalty_voucher", {
    steps: () =>
        [
            Chrome.startPoS(),
            Dialog.confirm("Open Register"),
            scan_barcode(VOUCHER),
            told("nothing to discount"),
            negateStep({ content: "no customer yet", trigger: ".mcrm-member-line" }),
            ProductScreen.addOrderline("Kopi Tubruk", "1", "1000"),
            scan_barcode(VOUCHER),
            discountLine,
            ProductScreen.totalAmountIs("500.00"),
            {
                content: "its owner is the customer",
                trigger: '.mcrm-member-line:contains("Ayu Lestari"):contains("0 Poin")',
            },
            scan_barcode(VOUCHER),
            told("already on this order"),
            ProductScreen.totalAmountIs("500.00"),
            ProductScreen.clickPayButton(),
            PaymentScreen.clickPaymentMethod("Bank"),
            PaymentScreen.clickValidate(),
            ReceiptScreen.isShown(),
            shows("Points earned"),
            shows("+50"),
            shows("Points balance"),
            {
                content: "the e-nota can be scanned",
                trigger: '.receipt-screen .mcrm-receipt-nota img[src^="data:image/svg+xml"]',
            },
            ReceiptScreen.clickNextOrder(),
            ProductScreen.addOrderline("Kopi Tubruk", "1", "1000"),
            scan_barcode(VOUCHER),
            told("Used on"),
            ProductScreen.totalAmountIs("1,000.00"),
            Chrome.endTour(),
        ].flat(),
});
