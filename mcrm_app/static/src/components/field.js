import { Component, useState } from "@odoo/owl";
import { Icon } from "./icon";

let lastId = 0;

/** A labelled input with its error below it. */
export class Field extends Component {
    static template = "mcrm_app.Field";
    static components = { Icon };
    static props = {
        label: String,
        value: String,
        onInput: Function,
        type: { type: String, optional: true },
        name: { type: String, optional: true },
        error: { type: String, optional: true },
        hint: { type: String, optional: true },
        autocomplete: { type: String, optional: true },
        inputmode: { type: String, optional: true },
        placeholder: { type: String, optional: true },
        max: { type: String, optional: true },
        testid: { type: String, optional: true },
        class: { type: String, optional: true },
    };

    setup() {
        this.id = `field-${++lastId}`;
        this.state = useState({ isShown: false });
    }

    get isPassword() {
        return this.props.type === "password";
    }

    get type() {
        return this.isPassword && this.state.isShown ? "text" : this.props.type || "text";
    }

    get describedBy() {
        return this.props.error
            ? `${this.id}-error`
            : this.props.hint
              ? `${this.id}-hint`
              : undefined;
    }
}
