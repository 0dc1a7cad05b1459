import { Component, useState } from "@odoo/owl";
import { Field } from "../components/field";
import { Icon } from "../components/icon";
import { TopBar } from "../components/top_bar";
import {
    checkBirthDate,
    checkEmail,
    checkName,
    checkPassword,
    checkPhone,
} from "../core/validation";
import { isoDay } from "../core/week";
import { useAction } from "../services/hooks";
import { _t, language } from "../services/i18n";
import { fieldMessage } from "../services/messages";

const TERMS_VERSION = "1";

/** What each step asks, in the order of the screen. */
const STEPS = [
    ["name", "birth_date"],
    ["email", "phone"],
    ["password", "consents"],
];

export class RegisterPage extends Component {
    static template = "mcrm_app.RegisterPage";
    static components = { Field, Icon, TopBar };
    static props = {};

    setup() {
        this.today = isoDay(new Date());
        this.state = useState({ step: 0 });
        this.errors = useState({});
        this.form = useState({
            name: "",
            birth_date: "",
            email: "",
            phone: "",
            password: "",
            terms: false,
            marketing: false,
        });
        this.action = useAction((key, body) => this.env.api.post("auth/register", body, key));
    }

    get steps() {
        return STEPS.map((_, index) => ({ index, isDone: index <= this.state.step }));
    }

    get heading() {
        return [
            _t("Let's get to know each other"),
            _t("How can we reach you?"),
            _t("Almost there"),
        ][this.state.step];
    }

    get stepLabel() {
        return _t("Step %(step)s of %(count)s", { step: this.state.step + 1, count: STEPS.length });
    }

    get isLast() {
        return this.state.step === STEPS.length - 1;
    }

    set(name, value) {
        this.form[name] = value;
        delete this.errors[name];
    }

    check(name) {
        const { form } = this;
        const checks = {
            name: () => checkName(form.name),
            birth_date: () => checkBirthDate(form.birth_date, this.today),
            email: () => checkEmail(form.email),
            phone: () => checkPhone(form.phone),
            password: () => checkPassword(form.password),
            consents: () => (form.terms ? null : "terms_missing"),
        };
        return fieldMessage(checks[name]());
    }

    /** @returns {boolean} whether every field of this step is right */
    checkStep() {
        const fields = STEPS[this.state.step];
        for (const name of fields) {
            this.errors[name] = this.check(name);
        }
        return fields.every((name) => !this.errors[name]);
    }

    async submit() {
        if (!this.checkStep()) {
            return;
        }
        if (!this.isLast) {
            this.state.step++;
            return;
        }
        const email = this.form.email.trim();
        if (await this.action.run(this.body())) {
            this.env.pending.email = email;
            this.env.nav.go("verify");
        } else {
            this.showFields(this.action.fields);
        }
    }

    body() {
        const { name, birth_date, email, phone, password, terms, marketing } = this.form;
        const granted = { terms, marketing };
        const consents = Object.keys(granted)
            .filter((purpose) => granted[purpose])
            .map((purpose) => ({ purpose, version: TERMS_VERSION }));
        return {
            name: name.trim(),
            birth_date,
            email: email.trim(),
            phone: phone.trim(),
            password,
            consents,
            language: language(),
        };
    }

    /** The API named wrong fields: show each at its place and go to the first step that has one. */
    showFields(fields) {
        Object.assign(this.errors, fields);
        const step = STEPS.findIndex((names) => names.some((name) => fields[name]));
        if (step >= 0) {
            this.state.step = step;
        }
    }

    back() {
        if (this.state.step > 0) {
            this.state.step--;
        } else {
            this.env.nav.back("signin");
        }
    }
}
