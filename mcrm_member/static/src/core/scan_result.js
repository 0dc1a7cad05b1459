/** What a scan came to, in words and in colour. */

/** Thrown by a scan handler to refuse what the server allowed, for a reason only the till knows. */
export class ScanRefusal extends Error {
    /**
     * @param {string} code stable snake_case word
     * @param {string} message the reason in one translated sentence
     */
    constructor(code, message) {
        super(message);
        this.name = "ScanRefusal";
        this.code = code;
    }
}

/**
 * The colour a result is shown in.
 *
 * @param {{status: string, kind: string}|null} result a scan result
 * @returns {"idle"|"ok"|"voucher"|"refused"|"offline"|"passed"} tone
 */
export function toneOf(result) {
    if (!result) {
        return "idle";
    }
    return result.status === "ok" && result.kind === "voucher" ? "voucher" : result.status;
}

/**
 * Turn the server's ok into a refusal.
 *
 * @param {{kind: string}} result the server's result
 * @param {{code: string, message: string}} refusal the reason
 * @param {string} title translated heading
 * @returns {object} a result with status "refused" and the same kind
 */
export function refusedResult(result, refusal, title) {
    return {
        ...result,
        status: "refused",
        code: refusal.code,
        title,
        message: refusal.message,
        records: {},
        data: {},
    };
}
