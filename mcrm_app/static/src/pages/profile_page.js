import { Component, useState } from "@odoo/owl";
import { Field } from "../components/field";
import { Icon } from "../components/icon";
import { Segments } from "../components/segments";
import { TopBar } from "../components/top_bar";
import { initials, longDate } from "../core/format";
import { checkBirthDate, checkName } from "../core/validation";
import { isoDay } from "../core/week";
import { useAction, useResource } from "../services/hooks";
import { _t, language } from "../services/i18n";
import { fieldMessage } from "../services/messages";

export class ProfilePage extends Component {
    static template = "mcrm_app.ProfilePage";
    static components = { Field, Icon, Segments, TopBar };
    static props = {};

    setup() {
        const { member } = this.env.session.state;
        this.session = useState(this.env.session.state);
        this.me = useResource("me");
        this.form = useState({ name: member.name || "", birth_date: member.birth_date || "" });
        this.state = useState({ isEditing: false, isSaved: false, errors: {} });
        this.action = useAction((_key, values) => this.env.api.patch("me", values));
        this.leaving = useAction(() => this.leave());
    }

    get member() {
        return this.me.data || this.session.member;
    }

    get initials() {
        return initials(this.member.name);
    }

    get facts() {
        const {
            member_number: number,
            email,
            phone,
            birth_date: birth,
            joined_on: joined,
        } = this.member;
        return [
            { label: _t("Member number"), value: number },
            { label: _t("E-mail"), value: email },
            { label: _t("Phone number"), value: phone },
            { label: _t("Date of birth"), value: longDate(birth, language()) },
            { label: _t("Member since"), value: longDate(joined, language()) },
        ].filter((fact) => fact.value);
    }

    get languages() {
        return [
            { id: "id", label: "Bahasa Indonesia" },
            { id: "en", label: "English" },
        ];
    }

    get language() {
        return language();
    }

    /** Whoever signs in next starts at home. */
    async leave() {
        try {
            await this.env.session.logout();
        } finally {
            this.env.nav.go("home", {}, { replace: true });
        }
    }

    edit() {
        const { name, birth_date } = this.member;
        Object.assign(this.form, { name: name || "", birth_date: birth_date || "" });
        Object.assign(this.state, { isEditing: true, isSaved: false, errors: {} });
    }

    check() {
        const { name, birth_date } = this.form;
        this.state.errors = {
            name: fieldMessage(checkName(name)),
            birth_date: birth_date
                ? fieldMessage(checkBirthDate(birth_date, isoDay(new Date())))
                : "",
        };
        return !this.state.errors.name && !this.state.errors.birth_date;
    }

    async save() {
        if (!this.check()) {
            return;
        }
        const values = { name: this.form.name.trim() };
        if (this.form.birth_date && this.form.birth_date !== this.member.birth_date) {
            values.birth_date = this.form.birth_date;
        }
        const member = await this.action.run(values);
        if (member) {
            this.env.session.update(member);
            this.me.data = member;
            Object.assign(this.state, { isEditing: false, isSaved: true });
        } else {
            Object.assign(this.state.errors, this.action.fields);
        }
    }

    /** The language changes here at once; the café learns it when it can be told. */
    async setLanguage(code) {
        if (code !== language()) {
            await this.env.api.patch("me", { language: code }).catch(() => {});
            this.env.switchLanguage(code);
        }
    }
}
