import { Component, onMounted, onWillUnmount, useRef } from "@odoo/owl";
import { Icon } from "./icon";

/** A question that comes up from below. The browser's own dialog keeps the focus inside and closes on Escape. */
export class Sheet extends Component {
    static template = "mcrm_app.Sheet";
    static components = { Icon };
    static props = { title: String, onClose: Function, slots: Object };

    setup() {
        this.dialog = useRef("dialog");
        onMounted(() => this.dialog.el.showModal());
        onWillUnmount(() => this.dialog.el.close());
    }

    onClick(ev) {
        if (ev.target === this.dialog.el) {
            this.props.onClose();
        }
    }
}
