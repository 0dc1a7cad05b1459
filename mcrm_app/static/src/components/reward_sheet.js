import { Component, useState } from "@odoo/owl";
import { points } from "../core/format";
import { useAction } from "../services/hooks";
import { _t } from "../services/i18n";
import { CountUp } from "./count_up";
import { Icon } from "./icon";
import { Picture } from "./picture";
import { Sheet } from "./sheet";
import { Success } from "./success";

/** Spending: shows before and after, asks once, then celebrates. */
export class RewardSheet extends Component {
    static template = "mcrm_app.RewardSheet";
    static components = { CountUp, Icon, Picture, Sheet, Success };
    static props = { reward: Object, balance: Number, onClose: Function };

    setup() {
        this.before = this.props.balance;
        this.state = useState({ voucher: null });
        this.action = useAction((key, id) => this.env.api.post(`rewards/${id}/redeem`, {}, key));
    }

    get after() {
        return this.before - this.props.reward.points_price;
    }

    get texts() {
        return { before: points(this.before), after: points(this.after) };
    }

    get gapText() {
        return _t("%(points)s more points and it is yours.", { points: points(-this.after) });
    }

    get confirmText() {
        return _t("Swap %(points)s points", { points: points(this.props.reward.points_price) });
    }

    async redeem() {
        const voucher = await this.action.run(this.props.reward.id);
        if (voucher) {
            this.state.voucher = voucher;
        }
    }
}
