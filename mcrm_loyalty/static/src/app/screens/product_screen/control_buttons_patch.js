import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { parseFloat } from "@web/views/fields/parsers";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { NumberPopup } from "@point_of_sale/app/components/popups/number_popup/number_popup";
import { ControlButtons } from "@point_of_sale/app/screens/product_screen/control_buttons/control_buttons";
import { pointsToSpend } from "@mcrm_loyalty/core/spending";
import { formatPoints } from "@mcrm_loyalty/app/utils/format_points";

patch(ControlButtons.prototype, {
    /** The guest says how many points to spend; all of them is one touch away. */
    async _applyReward(reward, couponId) {
        const order = this.pos.getOrder();
        if (!order.mcrmIsSpending(reward)) {
            return super._applyReward(...arguments);
        }
        const points = await this.mcrmAskPoints(reward, order.mcrmMaxPoints(reward, couponId));
        if (!points) {
            return false;
        }
        order.mcrmChoosePoints(reward, points);
        return super._applyReward(...arguments);
    },

    /**
     * @param {object} reward loyalty.reward that gives money off for points
     * @param {number} max points that can be spent on this order
     * @returns {Promise<number|undefined>} points, undefined when the cashier closes the dialog
     */
    async mcrmAskPoints(reward, max) {
        const step = reward.required_points || 1;
        const read = (text) => pointsToSpend(readNumber(text), max, step);
        const worth = (points) => this.env.utils.formatCurrency(points * reward.discount);
        const answer = await makeAwaitable(this.dialog, NumberPopup, {
            title: _t("How many points?"),
            subtitle: _t("Up to %(points)s points, worth %(amount)s", {
                points: formatPoints(max),
                amount: worth(max),
            }),
            startingValue: formatPoints(max),
            feedback: (text) =>
                read(text)
                    ? _t("%(amount)s off", { amount: worth(read(text)) })
                    : _t("Between %(step)s and %(points)s points", {
                          step: formatPoints(Math.min(step, max)),
                          points: formatPoints(max),
                      }),
            isValid: (text) => Boolean(read(text)),
            confirmButtonLabel: _t("Use points"),
        });
        return answer === undefined ? undefined : read(answer);
    },
});

function readNumber(text) {
    try {
        return parseFloat(String(text));
    } catch {
        return 0;
    }
}
