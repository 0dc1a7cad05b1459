import { Component } from "@odoo/owl";
import { longDate, points } from "../core/format";
import { _t, language } from "../services/i18n";

/** The member's tier, and how far the next one is. */
export class TierCard extends Component {
    static template = "mcrm_app.TierCard";
    static props = { tier: Object };

    get color() {
        return this.props.tier.color || "currentColor";
    }

    get name() {
        return this.props.tier.name || _t("On the way");
    }

    get multiplierText() {
        const { multiplier } = this.props.tier;
        return multiplier > 1 ? _t("%(times)s× points", { times: points(multiplier) }) : "";
    }

    get percent() {
        const { next } = this.props.tier;
        return next ? Math.round(next.progress * 100) : 100;
    }

    get wayText() {
        const { next } = this.props.tier;
        return next
            ? _t("%(count)s more points to %(tier)s", {
                  count: points(next.points_needed),
                  tier: next.name,
              })
            : _t("You are at the top. Thank you!");
    }

    get untilText() {
        const { until } = this.props.tier;
        return until ? _t("Until %(date)s", { date: longDate(until, language()) }) : "";
    }
}
