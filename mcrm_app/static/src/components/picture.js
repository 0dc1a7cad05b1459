import { Component, useState } from "@odoo/owl";
import { Icon } from "./icon";

/** A picture of fixed proportions, with a clean place holder until it is there and where there is none. */
export class Picture extends Component {
    static template = "mcrm_app.Picture";
    static components = { Icon };
    static props = {
        url: { type: [String, { value: null }], optional: true },
        icon: { type: String, optional: true },
    };

    setup() {
        this.state = useState({ isLoaded: false, isBroken: false });
    }
}
