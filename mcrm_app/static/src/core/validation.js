/*
 * What can be said about a field before the API is asked. The API decides; this only saves a round trip.
 * Each check answers the name of what is wrong, or null.
 */

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;
export const PASSWORD_LENGTH = 8;
export const CODE_LENGTH = 6;

export function checkName(text) {
    return text.trim().length >= 2 ? null : "name_missing";
}

export function checkEmail(text) {
    return EMAIL.test(text.trim()) ? null : "email_invalid";
}

/** Indonesian mobile numbers as people type them (0812…, 62812…, +62 812-…, 812…), or any number with a +. */
export function checkPhone(text) {
    const digits = text.replace(/[\s().-]/g, "");
    return /^(\+\d{8,15}|(0|62)?8\d{7,12})$/.test(digits) ? null : "phone_invalid";
}

/**
 * @param {string} text "1995-11-28" or empty
 * @param {string} today as the same kind of text
 */
export function checkBirthDate(text, today) {
    return /^\d{4}-\d{2}-\d{2}$/.test(text) && text < today && text > "1900-01-01"
        ? null
        : "birth_date_invalid";
}

export function checkPassword(text) {
    return text.length >= PASSWORD_LENGTH ? null : "password_short";
}

/**
 * A code as it was typed or pasted, with whatever stood round it.
 *
 * @param {string} text e.g. "Kode: 123 456"
 * @returns {string} at most six digits
 */
export function codeDigits(text) {
    return text.replace(/\D/g, "").slice(0, CODE_LENGTH);
}
