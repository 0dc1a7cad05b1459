import { Component } from "@odoo/owl";
import { Icon } from "./icon";

/** A list with nothing in it yet says what will be here and how to get there. */
export class Empty extends Component {
    static template = "mcrm_app.Empty";
    static components = { Icon };
    static props = {
        icon: String,
        text: String,
        href: { type: String, optional: true },
        action: { type: String, optional: true },
    };
}
