/** Why there is no camera picture, from what the browser says. */

const BY_ERROR = {
    NotFoundError: "missing",
    OverconstrainedError: "missing",
    NotAllowedError: "permission",
    SecurityError: "permission",
    NotReadableError: "busy",
    AbortError: "busy",
};

/**
 * @param {{isSecure: boolean, hasApi: boolean}} browser what the page may do
 * @returns {"https"|"missing"|null} the reason for which it is no use to ask for a camera
 */
export function problemBefore({ isSecure, hasApi }) {
    if (!isSecure) {
        return "https";
    }
    return hasApi ? null : "missing";
}

/**
 * @param {{name: string}} error thrown by getUserMedia
 * @returns {"missing"|"permission"|"busy"|"unknown"} the reason
 */
export function problemOf(error) {
    return BY_ERROR[error?.name] ?? "unknown";
}
