import { registry } from "@web/core/registry";
import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import { negateStep, scan_barcode } from "@point_of_sale/../tests/generic_helpers/utils";

const MEMBER = "M1.1234567897.0.UTGWCMQC4PZOYPI7";
const FORGED = "M1.1234567897.0.UTGWCMQC4PZOYPIA";
const PRODUCT = "8990001234567";

const memberLine = (name) => ({
    content: `the order is for ${name}`,
    trigger: `.mcrm-member-line:contains("${name}")`,
});

const noMember = () => negateStep({ content: "no member", trigger: ".mcrm-member-line" });

const told = (text) => ({
    content: `the till says: ${text}`,
    trigger: `.o_notification:contains("${text}")`,
});

const typeCode = (code, status) => [
    { content: "open the dialog", trigger: ".mcrm-scan-button:visible", run: "click" },
    { content: "type", trigger: ".mcrm-scan-dialog .mcrm-scan-input", run: `edit ${code}` },
    { content: "use", trigger: ".mcrm-scan-dialog .mcrm-scan-submit", run: "click" },
    { content: status, trigger: `.mcrm-scan-dialog .mcrm-scan-result.mcrm-scan-${status}` },
];

const scanning = () =>
    [
        noMember(),
        scan_barcode(FORGED),
        told("not made by us"),
        noMember(),
        scan_barcode("4006381333931"),
        told("Unknown Barcode"),
        scan_barcode(PRODUCT),
        ProductScreen.selectedOrderlineHas("Kopi Tubruk", "1"),
        typeCode(FORGED, "refused"),
        Dialog.cancel(),
        noMember(),
        scan_barcode(MEMBER.toLowerCase()),
        told("Member 1234 567 897"),
        memberLine("Ayu Lestari"),
        ProductScreen.selectedOrderlineHas("Kopi Tubruk", "1"),
    ].flat();

const paying = () =>
    [
        ProductScreen.clickPayButton(),
        PaymentScreen.clickPaymentMethod("Bank"),
        PaymentScreen.clickValidate(),
        ReceiptScreen.isShown(),
    ].flat();

registry.category("web_tour.tours").add("mcrm_member_scan_shop", {
    steps: () =>
        [
            Chrome.startPoS(),
            Dialog.confirm("Open Register"),
            scanning(),
            paying(),
            Chrome.endTour(),
        ].flat(),
});

registry.category("web_tour.tours").add("mcrm_member_scan_restaurant", {
    steps: () =>
        [
            Chrome.startPoS(),
            Dialog.confirm("Open Register"),
            {
                content: "sit down",
                trigger: '.floor-map .table .label:contains("5")',
                run: "click",
            },
            scanning(),
            paying(),
            Chrome.endTour(),
        ].flat(),
});
