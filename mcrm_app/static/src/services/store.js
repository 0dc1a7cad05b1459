/*
 * What the app remembers on this device: the last known answers of the API, with their age, for the member who is signed in.
 * Never a token, never something still to be sent. Signing out wipes it.
 */

const PREFIX = "mcrm:";
const MEMBER = `${PREFIX}member`;
const DATA = `${PREFIX}data:`;
const LANGUAGE = "mcrm-language"; // belongs to the device, not to the member: survives signing out

function read(key) {
    try {
        return JSON.parse(localStorage.getItem(key));
    } catch {
        return null;
    }
}

function write(key, value) {
    try {
        localStorage.setItem(key, JSON.stringify(value));
    } catch {
        // Storage is full or forbidden: the app works on, it only forgets.
    }
}

export const store = {
    language: () => read(LANGUAGE),
    rememberLanguage: (code) => write(LANGUAGE, code),

    /** @returns {object|null} the member last signed in here */
    member: () => read(MEMBER),

    /** @param {object} member as the API gives it; another member than the last one wipes what was known */
    rememberMember(member) {
        const last = read(MEMBER);
        if (last && last.member_number !== member.member_number) {
            this.wipe();
        }
        write(MEMBER, member);
    },

    /**
     * @param {string} key e.g. "vouchers?state=used"
     * @returns {{data: object, at: number}|null} at: milliseconds since 1970
     */
    recall: (key) => read(DATA + key),

    /**
     * @param {string} key
     * @param {object} data
     * @param {number} now milliseconds since 1970
     */
    remember: (key, data, now) => write(DATA + key, { data, at: now }),

    wipe() {
        const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
        keys.forEach((key) => localStorage.removeItem(key));
    },
};
