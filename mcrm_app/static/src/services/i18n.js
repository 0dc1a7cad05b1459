/*
 * The app's own small translation: terms come with the page, from the same .po files as everything of Odoo's.
 */

const LANGUAGES = ["id", "en"];
let terms = {};
let current = "id";

/**
 * @param {string|null|undefined} wanted a language code such as "en" or "id_ID"
 * @returns {"id"|"en"} the nearest one the app speaks
 */
export function nearestLanguage(wanted) {
    const code = (wanted || "").slice(0, 2).toLowerCase();
    return LANGUAGES.includes(code) ? code : "id";
}

/**
 * @param {"id"|"en"} code
 * @param {Record<string, Record<string, string>>} texts translations by language; English is the source
 */
export function setLanguage(code, texts) {
    current = code;
    terms = texts[code] || {};
    document.documentElement.lang = code;
}

/** @returns {"id"|"en"} */
export function language() {
    return current;
}

/**
 * @param {string} source
 * @returns {string} the translation, or the source where there is none
 */
export function translate(source) {
    return terms[source] ?? source;
}

/**
 * @param {string} source English text with %(name)s placeholders
 * @param {Record<string, string|number>} [values]
 * @returns {string}
 */
export function _t(source, values = {}) {
    return translate(source).replace(/%\((\w+)\)s/g, (_, name) => values[name]);
}
