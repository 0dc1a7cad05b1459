import { Component, onMounted, onWillUnmount, useState } from "@odoo/owl";
import { points } from "../core/format";

const DURATION = 600; // milliseconds

/** A number that counts from one value to another, at once for those who want less motion. */
export class CountUp extends Component {
    static template = "mcrm_app.CountUp";
    static props = { from: Number, to: Number };

    setup() {
        const wantsLess = matchMedia("(prefers-reduced-motion: reduce)").matches;
        this.state = useState({ value: wantsLess ? this.props.to : this.props.from });
        let frame;
        onMounted(() => {
            if (!wantsLess) {
                frame = requestAnimationFrame((start) => this.step(start, start));
            }
        });
        onWillUnmount(() => cancelAnimationFrame(frame));
        this.next = (callback) => {
            frame = requestAnimationFrame(callback);
        };
    }

    step(start, now) {
        const share = Math.min(1, (now - start) / DURATION);
        const eased = 1 - (1 - share) ** 3;
        const { from, to } = this.props;
        this.state.value = Math.round(from + (to - from) * eased);
        if (share < 1) {
            this.next((later) => this.step(start, later));
        }
    }

    get text() {
        return points(this.state.value);
    }
}
