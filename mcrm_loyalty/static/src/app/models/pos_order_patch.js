import { patch } from "@web/core/utils/patch";
import { roundDecimals } from "@web/core/utils/numbers";
import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { cutToWish } from "@mcrm_loyalty/core/spending";

const POINT_DIGITS = 2;

patch(PosOrder.prototype, {
    /** What the till predicts for programs that are not settled by the server. */
    get mcrmPredictedPoints() {
        return this.getLoyaltyPoints().filter(({ program }) => !program.mcrm_role);
    },

    /** Whether the server has booked this order; until then nothing is known for sure. */
    get mcrmIsSettled() {
        return Boolean(this.mcrm_nota_url);
    },

    /** Members of a tier earn more, and some programs know whole points only. Only shown: the server counts for itself. */
    pointsForPrograms(programs) {
        const result = super.pointsForPrograms(...arguments);
        for (const program of programs.filter(({ mcrm_role }) => mcrm_role === "member")) {
            const multiplier = this.mcrmMultiplier(program);
            const digits = program.mcrm_whole_points ? 0 : POINT_DIGITS;
            result[program.id] = result[program.id].map((change) => ({
                ...change,
                points: roundDecimals(roundDecimals(change.points, digits) * multiplier, digits),
            }));
        }
        return result;
    },

    mcrmMultiplier(program) {
        const partner = this.getPartner();
        const card = this.models["loyalty.card"].find(
            ({ partner_id, program_id }) =>
                partner && partner_id === partner && program_id === program,
        );
        return card?.mcrm_multiplier || 1;
    },

    /**
     * @param {object} reward loyalty.reward
     * @returns {boolean} whether it gives money off for points, as many as the guest wants
     */
    mcrmIsSpending(reward) {
        return (
            reward.program_id.mcrm_role === "member" &&
            reward.reward_type === "discount" &&
            reward.discount_mode === "per_point" &&
            !reward.clear_wallet
        );
    },

    /**
     * @param {object} reward loyalty.reward that gives money off for points
     * @param {number} couponId the member's card
     * @returns {number} points that card and order allow
     */
    mcrmMaxPoints(reward, couponId) {
        const values = this._getRewardLineValues({
            reward,
            coupon_id: couponId,
            mcrmUncut: true,
        });
        const more = Array.isArray(values) ? values : [];
        const lines = [...this.mcrmSpendingLines(reward), ...more];
        return roundDecimals(
            lines.reduce((sum, line) => sum + line.points_cost, 0),
            POINT_DIGITS,
        );
    },

    /**
     * Remember how many points to spend. The lines carry it, so that it outlives a reload and is known on each device;
     * what the points really cost is up to the server.
     *
     * @param {object} reward loyalty.reward
     * @param {number} points chosen by the guest
     */
    mcrmChoosePoints(reward, points) {
        this.mcrmSpendingLines(reward).forEach((line) => line.delete());
        this.mcrmWishes = { [reward.id]: points };
    },

    mcrmSpendingLines(reward) {
        return this.lines.filter((line) => line.is_reward_line && line.reward_id === reward);
    },

    _getRewardLineValuesDiscount({ reward, mcrmUncut }) {
        const lines = super._getRewardLineValuesDiscount(...arguments);
        const isCut = !mcrmUncut && this.mcrmIsSpending(reward) && Array.isArray(lines);
        return isCut ? cutToWish(lines, this.mcrmWishes?.[reward.id]) : lines;
    },

    /** Odoo makes reward lines anew whenever the order changes. */
    _updateRewardLines() {
        const lines = this._get_reward_lines() ?? [];
        this.mcrmWishes = Object.fromEntries(
            lines.map((line) => [line.reward_id?.id, line.mcrm_points_wish]),
        );
        this.mcrmActivateVouchers(lines);
        return super._updateRewardLines(...arguments);
    },

    /** A device that did not scan a voucher itself would take it off the order. */
    mcrmActivateVouchers(lines) {
        const vouchers = lines
            .filter((line) => line.reward_id?.program_id?.mcrm_role && line.coupon_id?.id > 0)
            .map((line) => line.coupon_id)
            .filter(({ program_id }) => program_id && program_id.mcrm_role !== "member");
        if (vouchers.length) {
            this._code_activated_coupon_ids = [["link", ...new Set(vouchers)]];
        }
    },
});
