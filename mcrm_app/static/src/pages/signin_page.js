import { Component, useState } from "@odoo/owl";
import { Field } from "../components/field";
import { Icon } from "../components/icon";
import { LanguageSwitch } from "../components/language_switch";
import { useAction } from "../services/hooks";

export class SigninPage extends Component {
    static template = "mcrm_app.SigninPage";
    static components = { Field, Icon, LanguageSwitch };
    static props = {};

    setup() {
        this.form = useState({ identifier: "", password: "" });
        this.action = useAction((_key, form) =>
            this.env.session.login(form.identifier.trim(), form.password),
        );
    }

    get isReady() {
        return this.form.identifier.trim() && this.form.password;
    }

    async submit() {
        if (this.isReady) {
            await this.action.run({ ...this.form });
        }
    }
}
