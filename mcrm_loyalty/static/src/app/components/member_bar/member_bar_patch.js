import { patch } from "@web/core/utils/patch";
import { MemberBar } from "@mcrm_member/app/components/member_bar/member_bar";
import { formatPoints } from "@mcrm_loyalty/app/utils/format_points";

patch(MemberBar.prototype, {
    get facts() {
        return [...super.facts, ...this.mcrmBalances];
    },

    /** The balance in each member program, before this order. */
    get mcrmBalances() {
        return this.pos
            .getOrder()
            .getLoyaltyPoints()
            .filter(({ program }) => program.mcrm_role === "member")
            .map(({ points }) => `${formatPoints(points.balance)} ${points.name}`);
    },
});
