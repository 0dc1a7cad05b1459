/*
 * Numbers, money and dates as Indonesians (and English readers in Indonesia) write them. Pure: language, time zone and "now" are arguments.
 */

const LOCALES = { id: "id-ID", en: "en-GB" };

function locale(language) {
    return LOCALES[language] || LOCALES.id;
}

/**
 * @param {number} value
 * @returns {string} with a dot for thousands, in every language: 1.240
 */
export function points(value) {
    return new Intl.NumberFormat("id-ID", { maximumFractionDigits: 2 }).format(value || 0);
}

/**
 * @param {number} value
 * @returns {string} with its sign, a real minus: +25, −100
 */
export function signedPoints(value) {
    const sign = value > 0 ? "+" : value < 0 ? "−" : "";
    return sign + points(Math.abs(value));
}

/**
 * @param {{amount: number, currency: string}} value
 * @returns {string} Rp25.000; other currencies with their code
 */
export function money(value) {
    if (!value) {
        return "";
    }
    const amount = points(Math.abs(value.amount));
    const sign = value.amount < 0 ? "−" : "";
    return value.currency === "IDR" ? `${sign}Rp${amount}` : `${sign}${value.currency} ${amount}`;
}

/** A date without time ("2026-11-28") is that day wherever one stands; an instant is shown in the café's offset. */
function toDay(iso) {
    const [year, month, day] = iso.slice(0, 10).split("-").map(Number);
    return new Date(Date.UTC(year, month - 1, day));
}

function dayFormat(language, options) {
    return new Intl.DateTimeFormat(locale(language), { timeZone: "UTC", ...options });
}

/**
 * The API sends times with the café's own offset, so the date and the clock are read from the text itself: a member
 * abroad sees the café's time, as on the receipt.
 *
 * @param {string} iso date or time, e.g. "2026-11-28" or "2026-11-28T19:00:00+07:00"
 * @param {string} language "id" or "en"
 * @returns {string} Sab, 28 Nov 2026
 */
export function date(iso, language) {
    if (!iso) {
        return "";
    }
    const options = { weekday: "short", day: "numeric", month: "short", year: "numeric" };
    return joined(dayFormat(language, options).formatToParts(toDay(iso)));
}

/** @returns {string} Sabtu 28 Nov: a day as one says it in a sentence */
export function dayInWords(iso, language) {
    const options = { weekday: "long", day: "numeric", month: "short" };
    return dayFormat(language, options).format(toDay(iso)).replace(",", "");
}

/** @returns {{weekday: string, day: string, month: string}} for a calendar strip */
export function dayParts(iso, language) {
    const part = (options) => dayFormat(language, options).format(toDay(iso));
    return {
        weekday: part({ weekday: "short" }),
        day: part({ day: "numeric" }),
        month: part({ month: "short" }),
    };
}

/** @returns {string} 28 November 1995, for dates far from today */
export function longDate(iso, language) {
    return iso
        ? dayFormat(language, { day: "numeric", month: "long", year: "numeric" }).format(toDay(iso))
        : "";
}

function joined(parts) {
    const get = (type) => parts.find((part) => part.type === type).value;
    return `${get("weekday")}, ${get("day")} ${get("month")} ${get("year")}`;
}

/** @returns {string} 19.00, the café's clock */
export function time(iso) {
    return iso ? iso.slice(11, 16).replace(":", ".") : "";
}

/** @returns {string} Sab, 28 Nov 2026 · 19.00 */
export function dateTime(iso, language) {
    return iso ? `${date(iso, language)} · ${time(iso)}` : "";
}

const DAY = 24 * 60 * 60 * 1000; // milliseconds

/**
 * @param {string} iso last valid date or moment
 * @param {number} now milliseconds since 1970
 * @returns {number} full days until then: 0 today, negative when past
 */
export function daysUntil(iso, now) {
    const today = new Date(now);
    const start = Date.UTC(today.getFullYear(), today.getMonth(), today.getDate());
    return Math.round((toDay(iso).getTime() - start) / DAY);
}

/**
 * @param {number} since milliseconds since 1970
 * @param {number} now milliseconds since 1970
 * @param {string} language
 * @returns {string} "5 menit yang lalu", never less than a minute
 */
export function age(since, now, language) {
    const minutes = Math.max(1, Math.round((now - since) / 60000));
    const words = new Intl.RelativeTimeFormat(locale(language), { numeric: "auto" });
    if (minutes < 60) {
        return words.format(-minutes, "minute");
    }
    const hours = Math.round(minutes / 60);
    return hours < 24 ? words.format(-hours, "hour") : words.format(-Math.round(hours / 24), "day");
}

/**
 * @param {string} name
 * @returns {string} up to two initials, "" for no name
 */
export function initials(name) {
    const words = (name || "").trim().split(/\s+/).filter(Boolean);
    return [words[0], words.length > 1 ? words.at(-1) : ""]
        .map((word) => [...(word || "")][0] || "")
        .join("")
        .toUpperCase();
}
