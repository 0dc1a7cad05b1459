import { Component, useEffect, useEnv } from "@odoo/owl";
import { Icon } from "./icon";

/** Title of a screen, with the way back. Takes the document's title along. */
export class TopBar extends Component {
    static template = "mcrm_app.TopBar";
    static components = { Icon };
    static props = {
        title: String,
        back: { type: String, optional: true },
        slots: { type: Object, optional: true },
    };

    setup() {
        this.env = useEnv();
        useEffect(
            (title) => {
                document.title = `${title} · ${this.env.config.cafe}`;
            },
            () => [this.props.title],
        );
    }
}
