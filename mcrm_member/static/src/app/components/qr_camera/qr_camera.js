import { Component, onMounted, onWillUnmount, status, useRef, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { delay } from "@web/core/utils/concurrency";
import { problemBefore, problemOf } from "@mcrm_member/core/camera_problem";
import { RepeatGate } from "@mcrm_member/core/repeat_gate";
import { createQrDecoder, drawCentredSquare } from "@mcrm_member/app/utils/qr_decoder";

const PAUSE = 80; // milliseconds between two looks
const CONSTRAINTS = {
    audio: false,
    video: {
        facingMode: { ideal: "environment" },
        width: { ideal: 1280 },
        height: { ideal: 720 },
    },
};

/** A large square camera view that reports each QR code once while it stays in view. */
export class QrCamera extends Component {
    static template = "mcrm_member.QrCamera";
    static props = {
        /** called with the text of each new code; looking goes on when it is done */
        onCode: Function,
        /** called with "https", "missing", "permission", "busy" or "unknown" when there is no picture */
        onProblem: Function,
    };

    setup() {
        this.video = useRef("video");
        this.state = useState({ isReady: false });
        this.gate = new RepeatGate();
        onMounted(() => this.start());
        onWillUnmount(() => this.stop());
    }

    get isAlive() {
        return status(this) === "mounted";
    }

    async start() {
        const problem = problemBefore({
            isSecure: window.isSecureContext,
            hasApi: Boolean(browser.navigator.mediaDevices?.getUserMedia),
        });
        if (problem) {
            this.props.onProblem(problem);
            return;
        }
        try {
            await this.open();
        } catch (error) {
            this.stop();
            this.report(problemOf(error));
            return;
        }
        await this.watch();
    }

    async open() {
        const [decode, stream] = await Promise.all([
            createQrDecoder(),
            browser.navigator.mediaDevices.getUserMedia(CONSTRAINTS),
        ]);
        this.decode = decode;
        this.stream = stream;
        if (!this.isAlive) {
            this.stop();
            return;
        }
        this.video.el.srcObject = stream;
        await this.video.el.play();
        this.state.isReady = true;
    }

    async watch() {
        const canvas = document.createElement("canvas");
        while (this.isAlive && this.stream) {
            await this.look(canvas);
            await delay(PAUSE);
        }
    }

    async look(canvas) {
        if (!this.video.el?.videoWidth) {
            return;
        }
        drawCentredSquare(this.video.el, canvas);
        const text = await this.decode(canvas);
        if (text && this.isAlive && this.gate.accepts(text, performance.now())) {
            await this.props.onCode(text);
        }
    }

    report(problem) {
        if (this.isAlive) {
            this.props.onProblem(problem);
        }
    }

    stop() {
        this.stream?.getTracks().forEach((track) => track.stop());
        this.stream = null;
    }
}
