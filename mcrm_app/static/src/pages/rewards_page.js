import { Component, useState } from "@odoo/owl";
import { DataView } from "../components/data_view";
import { Empty } from "../components/empty";
import { Icon } from "../components/icon";
import { Picture } from "../components/picture";
import { RewardSheet } from "../components/reward_sheet";
import { TopBar } from "../components/top_bar";
import { points } from "../core/format";
import { useResource } from "../services/hooks";
import { _t } from "../services/i18n";

export class RewardsPage extends Component {
    static template = "mcrm_app.RewardsPage";
    static components = { DataView, Empty, Icon, Picture, RewardSheet, TopBar };
    static props = {};

    setup() {
        this.rewards = useResource("rewards");
        this.balance = useResource("me/points");
        this.state = useState({ chosen: null });
    }

    get balanceText() {
        const known = this.balance.data;
        return known ? points(known.balance) : "–";
    }

    price(reward) {
        return _t("%(points)s points", { points: points(reward.points_price) });
    }

    /** How far the way to a reward has been gone, 0 to 1. */
    share(reward) {
        const balance = this.balance.data?.balance || 0;
        return reward.points_price ? Math.min(1, balance / reward.points_price) : 1;
    }

    missing(reward) {
        const gap = reward.points_price - (this.balance.data?.balance || 0);
        return gap > 0 ? _t("%(points)s to go", { points: points(gap) }) : "";
    }

    choose(reward) {
        this.state.chosen = reward;
    }

    close() {
        this.state.chosen = null;
        this.rewards.load();
        this.balance.load();
    }
}
