import { Component } from "@odoo/owl";

/** A moment of joy: a check that draws itself. */
export class Success extends Component {
    static template = "mcrm_app.Success";
    static props = { text: String };
}
