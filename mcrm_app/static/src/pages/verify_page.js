import { Component, onMounted, useRef, useState } from "@odoo/owl";
import { Field } from "../components/field";
import { Icon } from "../components/icon";
import { TopBar } from "../components/top_bar";
import { CODE_LENGTH, codeDigits } from "../core/validation";
import { useAction } from "../services/hooks";
import { _t } from "../services/i18n";

export class VerifyPage extends Component {
    static template = "mcrm_app.VerifyPage";
    static components = { Field, Icon, TopBar };
    static props = {};

    setup() {
        this.input = useRef("code");
        this.form = useState({ code: "", email: this.env.pending.email || "" });
        this.knowsEmail = Boolean(this.form.email);
        this.action = useAction((_key, email, code) => this.env.session.verify(email, code));
        onMounted(() => this.knowsEmail && this.input.el.focus());
    }

    get text() {
        return _t("We sent a code of six digits to %(email)s.", { email: this.form.email });
    }

    /** A code is taken however it is typed or pasted, and sent as soon as it is whole. */
    async onCode(ev) {
        this.form.code = codeDigits(ev.target.value);
        ev.target.value = this.form.code;
        if (this.form.code.length === CODE_LENGTH) {
            await this.submit();
        }
    }

    async submit() {
        const { email, code } = this.form;
        if (code.length === CODE_LENGTH && email) {
            await this.action.run(email.trim(), code);
        }
    }
}
