import { Component } from "@odoo/owl";
import { ICONS } from "./icons";

/** An icon that says nothing by itself: the control round it carries the label. */
export class Icon extends Component {
    static template = "mcrm_app.Icon";
    static props = { name: String, size: { type: Number, optional: true } };

    get path() {
        return ICONS[this.props.name];
    }
}
