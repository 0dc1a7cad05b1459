import { patch } from "@web/core/utils/patch";
import { memberHandler } from "@mcrm_member/app/handlers/member_handler";

patch(memberHandler, {
    /** A new customer brings cards along: show their balance and what they can get. */
    async apply(pos) {
        await super.apply(...arguments);
        pos.updateRewards();
    },
});
