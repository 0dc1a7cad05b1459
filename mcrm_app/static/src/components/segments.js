import { Component } from "@odoo/owl";

/** One of a few: tabs that look like a switch. */
export class Segments extends Component {
    static template = "mcrm_app.Segments";
    static props = { items: Array, current: String, label: String, onSelect: Function };
}
