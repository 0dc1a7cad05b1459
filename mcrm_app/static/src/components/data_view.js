import { Component, useEnv } from "@odoo/owl";
import { age } from "../core/format";
import { _t, language } from "../services/i18n";
import { errorMessage } from "../services/messages";
import { Icon } from "./icon";

/**
 * Shows data in whatever state it is: a skeleton first, the last known with its age where the fresh one cannot be had, a
 * sentence with a way on where there is none.
 */
export class DataView extends Component {
    static template = "mcrm_app.DataView";
    static components = { Icon };
    static props = {
        resource: Object,
        skeleton: { type: String, optional: true },
        slots: Object,
    };

    setup() {
        this.env = useEnv();
    }

    get skeletonRows() {
        return { cards: [1, 2, 3], rows: [1, 2, 3, 4, 5, 6], page: [1] }[
            this.props.skeleton || "rows"
        ];
    }

    get isStale() {
        const { data, error } = this.props.resource;
        return Boolean(data && error);
    }

    get staleText() {
        const since = age(this.props.resource.at, Date.now(), language());
        return _t("Offline · last updated %(age)s", { age: since });
    }

    get isMissing() {
        return this.props.resource.error.status === 404;
    }

    get failureText() {
        const { error } = this.props.resource;
        return error.code === "offline"
            ? _t("This page has not been opened on this device yet, and you are offline.")
            : errorMessage(error);
    }
}
