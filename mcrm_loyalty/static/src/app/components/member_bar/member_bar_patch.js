import { patch } from "@web/core/utils/patch";
import { MemberBar } from "@mcrm_member/app/components/member_bar/member_bar";
import { formatPoints } from "@mcrm_loyalty/app/utils/format_points";

patch(MemberBar.prototype, {
    get facts() {
        return [...super.facts, ...this.mcrmBalances];
    },

    /** The balance of each member program whose card the till has loaded for this order. */
    get mcrmBalances() {
        return this.pos.models["loyalty.card"]
            .filter(
                (card) =>
                    card.program_id?.mcrm_role === "member" &&
                    card.partner_id?.id === this.partner.id,
            )
            .map((card) => `${formatPoints(card.points)} ${card.program_id.portal_point_name}`);
    },
});
