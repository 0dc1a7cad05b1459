/** Lets a code through once for as long as it stays in view of the camera. */

export const REPEAT_DELAY = 2500; // milliseconds a code must be out of view before it counts again

export class RepeatGate {
    /** @param {number} [delay] milliseconds out of view after which the same text counts again */
    constructor(delay = REPEAT_DELAY) {
        this.delay = delay;
        this.text = null;
        this.seenAt = -Infinity;
    }

    /**
     * @param {string} text what the camera reads now
     * @param {number} now milliseconds on any clock that only goes forward
     * @returns {boolean} whether this is a new scan
     */
    accepts(text, now) {
        const isNew = text !== this.text || now - this.seenAt >= this.delay;
        this.text = text;
        this.seenAt = now;
        return isNew;
    }
}
