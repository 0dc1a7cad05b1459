/* global posmodel */

import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import { run } from "@point_of_sale/../tests/generic_helpers/utils";
import { delay } from "@web/core/utils/concurrency";

export const VOUCHER = "V1.ABCDEFGHIJKLMNOP.I2YXN4DJHRMO3VB2";

export const told = (text) => ({
    content: `the till says: ${text}`,
    trigger: `.o_notification:contains("${text}")`,
});

export const shows = (text) => ({
    content: `the receipt shows ${text}`,
    trigger: `.receipt-screen .pos-receipt:contains("${text}")`,
});

export const discountLine = {
    content: "the discount is on the order",
    trigger: '.order-container .orderline:contains("50%")',
};

export const pay = () =>
    [
        ProductScreen.clickPayButton(),
        PaymentScreen.clickPaymentMethod("Bank"),
        PaymentScreen.clickValidate(),
    ].flat();

/** Wait until the till knows that so many cards are held for its orders. */
export const cardsHeldAre = (count) =>
    run(async () => {
        const held = () =>
            [...posmodel.mcrmHolds.held.values()].reduce((sum, ids) => sum + ids.size, 0);
        for (let tries = 0; held() !== count; tries++) {
            if (tries > 100) {
                throw new Error(`${held()} cards are held, not ${count}`);
            }
            await delay(50);
        }
    }, `${count} cards are held`);

/** Odoo makes reward lines anew until the order has come to rest; before that a click is lost. */
export const rewardsAreSettled = () =>
    run(async () => {
        const lines = () =>
            posmodel
                .getOrder()
                .lines.map(({ uuid }) => uuid)
                .join();
        for (let quiet = 0, seen = ""; quiet < 10; quiet = seen === lines() ? quiet + 1 : 0) {
            seen = lines();
            await delay(50);
        }
    }, "the order has come to rest");

export const confirmOffline = () => Dialog.confirm("Continue with limited functionality");
