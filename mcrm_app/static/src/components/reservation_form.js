import { Component, onMounted, useState } from "@odoo/owl";
import { dayInWords, dayParts, time } from "../core/format";
import { dayStrip, isoDay, stepped } from "../core/week";
import { peopleText } from "../services/counts";
import { useAction } from "../services/hooks";
import { _t, language } from "../services/i18n";
import { errorMessage } from "../services/messages";
import { Icon } from "./icon";
import { Sheet } from "./sheet";
import { Success } from "./success";

const DAYS = 30; // the most the strip shows
const FEW = 4; // seats left from which a time says so

/** When, how many, at what time: one page, and a button that says the whole sentence. */
export class ReservationForm extends Component {
    static template = "mcrm_app.ReservationForm";
    static components = { Icon, Sheet, Success };
    static props = { venue: Object, onBooked: Function };

    setup() {
        const today = isoDay(new Date());
        this.days = dayStrip(
            today,
            Math.min(DAYS, (this.props.venue.booking_window_days || 14) + 1),
        );
        this.form = useState({ date: today, size: Math.min(2, this.most), start: null, note: "" });
        this.times = useState({ slots: null, error: "" });
        this.state = useState({ booked: null });
        this.action = useAction((key, body) => this.env.api.post("reservations", body, key));
        onMounted(() => this.loadTimes());
    }

    get most() {
        return this.props.venue.max_party_size || 8;
    }

    day(iso) {
        return dayParts(iso, language());
    }

    time(slot) {
        return time(slot.start);
    }

    fewText(slot) {
        const { seats_left: left } = slot;
        return left <= FEW ? _t("%(count)s seats left", { count: left }) : "";
    }

    get sizeText() {
        return peopleText(this.form.size);
    }

    get sentence() {
        const { date, size, start } = this.form;
        if (!start) {
            return _t("Choose a time");
        }
        return _t("Book for %(people)s, %(day)s, %(time)s", {
            people: peopleText(size),
            day: dayInWords(date, language()),
            time: time(start),
        });
    }

    get bookedText() {
        const { start, party_size: count } = this.state.booked;
        return [dayInWords(start, language()), time(start), peopleText(count)].join(", ");
    }

    choose(values) {
        Object.assign(this.form, values, { start: null });
        this.action.error = "";
        return this.loadTimes();
    }

    step(step) {
        const size = stepped(this.form.size, step, this.most);
        return size === this.form.size ? undefined : this.choose({ size });
    }

    /** Ask what is free; an answer to an older question is dropped. */
    async loadTimes() {
        const { date, size } = this.form;
        const question = `${date} ${size}`;
        Object.assign(this.times, { question, slots: null, error: "" });
        try {
            const path = `venues/${this.props.venue.id}/availability`;
            const answer = await this.env.api.get(path, { date, party_size: size });
            if (this.times.question === question) {
                this.times.slots = answer.slots;
            }
        } catch (error) {
            if (this.times.question === question) {
                this.times.error =
                    error.code === "offline"
                        ? _t("You need a connection to see free times.")
                        : errorMessage(error);
            }
        }
    }

    async book() {
        const booked = await this.action.run({
            venue_id: this.props.venue.id,
            start: this.form.start,
            party_size: this.form.size,
            note: this.form.note.trim(),
        });
        if (booked) {
            this.state.booked = booked;
            this.props.onBooked();
        } else {
            const { error } = this.action;
            this.form.start = null;
            await this.loadTimes();
            this.action.error = error;
        }
    }

    async close() {
        this.state.booked = null;
        this.form.note = "";
        await this.choose({});
    }
}
