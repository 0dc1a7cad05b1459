/** Which kind of QR a text claims to be, decided without any call. The server reads prefixes by the same rules. */

const PREFIX = /^([A-Z][0-9])\./;
const MAX_LENGTH = 512; // characters; no text of ours comes near

/**
 * The prefix a scanned text claims; nothing is verified.
 *
 * @param {string} text as scanned; white space around it, lower case and a URL around the token are forgiven
 * @returns {string|null} e.g. "M1", or null when the text claims no prefix
 */
export function prefixOf(text) {
    if (typeof text !== "string" || text.length > MAX_LENGTH) {
        return null;
    }
    const match = PREFIX.exec(lastSegment(text.trim()).toUpperCase());
    return match ? match[1] : null;
}

function lastSegment(text) {
    if (!text.includes("/")) {
        return text;
    }
    const path = text.split(/[?#]/, 1)[0].replace(/\/+$/, "");
    return path.slice(path.lastIndexOf("/") + 1);
}
