/*
 * Which screen an address shows. Pure: addresses are texts, the browser's history is somebody else's.
 */

/**
 * Split a pattern such as "/vouchers/:id" into what is compared and what is taken out.
 *
 * @param {string} pattern
 * @returns {{name: string, isParam: boolean}[]}
 */
function parse(pattern) {
    return split(pattern).map((part) => ({
        name: part.replace(/^:/, ""),
        isParam: part.startsWith(":"),
    }));
}

function split(path) {
    return path.split("/").filter(Boolean);
}

function decode(part) {
    try {
        return decodeURIComponent(part);
    } catch {
        return part;
    }
}

function matchParts(pattern, parts) {
    if (pattern.length !== parts.length) {
        return null;
    }
    const params = {};
    for (const [index, { name, isParam }] of pattern.entries()) {
        if (isParam) {
            params[name] = decode(parts[index]);
        } else if (name !== parts[index]) {
            return null;
        }
    }
    return params;
}

export class Router {
    /**
     * @param {string} root path below which the app lives, e.g. "/mcrm"
     * @param {Record<string, string>} patterns by route name, e.g. {voucher: "/vouchers/:id"}; the first that fits wins
     * @param {string} fallback name of the route that unknown addresses show
     */
    constructor(root, patterns, fallback) {
        this.root = root;
        this.patterns = patterns;
        this.fallback = fallback;
        this.parsed = Object.entries(patterns).map(([name, pattern]) => [name, parse(pattern)]);
    }

    /**
     * @param {string} path the address's path, e.g. "/mcrm/vouchers/7"
     * @returns {{name: string, params: Record<string, string>}}
     */
    match(path) {
        const parts = split(path.slice(this.root.length));
        for (const [name, pattern] of this.parsed) {
            const params = matchParts(pattern, parts);
            if (params) {
                return { name, params };
            }
        }
        return { name: this.fallback, params: {} };
    }

    /**
     * @param {string} name of the route
     * @param {Record<string, string|number>} [params]
     * @returns {string} the address's path
     * @throws {Error} when there is no such route or a parameter is missing
     */
    path(name, params = {}) {
        if (!(name in this.patterns)) {
            throw new Error(`No route "${name}"`);
        }
        const parts = parse(this.patterns[name]).map((part) => fill(part, params, name));
        return [this.root, ...parts].join("/");
    }

    /**
     * Whether an address, e.g. the one a notification leads to, is a screen of this app.
     *
     * @param {unknown} address
     * @returns {boolean}
     */
    owns(address) {
        return (
            typeof address === "string" &&
            (address === this.root || address.startsWith(`${this.root}/`))
        );
    }
}

function fill(part, params, route) {
    if (!part.isParam) {
        return part.name;
    }
    if (params[part.name] === undefined) {
        throw new Error(`Route "${route}" needs "${part.name}"`);
    }
    return encodeURIComponent(params[part.name]);
}
