import { registry } from "@web/core/registry";
import { ScanRefusal } from "@mcrm_member/core/scan_result";
import { refusalOf } from "@mcrm_loyalty/core/voucher_rules";
import { prepareProgram } from "@mcrm_loyalty/app/utils/voucher_programs";
import { isVoucherOnOrder, voucherFacts } from "@mcrm_loyalty/app/utils/voucher_facts";
import { voucherMessage } from "@mcrm_loyalty/app/utils/voucher_messages";

/** A voucher's QR puts its reward on the order, and its owner as the customer. */
export const voucherHandler = {
    async apply(pos, result) {
        const order = pos.getOrder();
        const card = pos.models["loyalty.card"].get(result.data.card_id);
        pos.mcrmHolds.noteScan(order, card.id);
        try {
            await useVoucher(pos, order, card);
        } finally {
            pos.mcrmHolds.refresh(); // what does not fit is given back
        }
    },
};

async function useVoucher(pos, order, card) {
    prepareProgram(pos, card.program_id);
    const facts = voucherFacts(order, card);
    const code = refusalOf(facts);
    if (code) {
        throw refusal(pos, code, facts);
    }
    if (!(await applyVoucher(pos, order, card))) {
        throw refusal(pos, refusalOf(voucherFacts(order, card)), facts);
    }
    setOwner(pos, order, card);
    await pos.updateRewards();
}

/** Activate the voucher and claim its one reward; when there is none to claim, leave the order as it was. */
async function applyVoucher(pos, order, card) {
    order._code_activated_coupon_ids = [["link", card]];
    await pos.orderUpdateLoyaltyPrograms();
    const added = await addFreeProduct(pos, order, card);
    const [claimable] = order.getClaimableRewards(card.id);
    if (claimable && !claimable.reward.multi_product) {
        order.uiState.disabledRewards.delete(claimable.reward.id);
        order._applyReward(claimable.reward, card.id);
    }
    if (isVoucherOnOrder(order, card)) {
        return true;
    }
    added?.delete();
    order._code_activated_coupon_ids = [["unlink", card]];
    return false;
}

/** What a voucher gives for free need not be ordered first. */
async function addFreeProduct(pos, order, card) {
    const [reward, ...others] = card.program_id.reward_ids;
    const product = reward?.reward_product_id;
    if (others.length || reward?.reward_type !== "product" || reward.multi_product || !product) {
        return;
    }
    if (order.lines.some((line) => !line.is_reward_line && line.product_id.id === product.id)) {
        return;
    }
    return pos.addLineToCurrentOrder(
        {
            product_id: product,
            product_tmpl_id: product.product_tmpl_id,
            qty: reward.reward_product_qty,
        },
        {},
        false,
    );
}

function setOwner(pos, order, card) {
    if (card.partner_id && !order.getPartner()) {
        pos.setPartnerToCurrentOrder(card.partner_id);
    }
}

function refusal(pos, code, facts) {
    const message = voucherMessage(code, facts, pos.env.utils.formatCurrency);
    return new ScanRefusal(code ?? "voucher_fits_nothing", message);
}

registry.category("mcrm_scan_handlers").add("V1", voucherHandler);
