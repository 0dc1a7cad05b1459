/*
 * Sentences for what can go wrong: what happened, what did not happen, and how to go on.
 */
import { _t } from "./i18n";

const FIELD_MESSAGES = {
    name_missing: () => _t("What may we call you?"),
    email_invalid: () => _t("This does not look like an e-mail address."),
    phone_invalid: () => _t("This does not look like a phone number, e.g. 0812 3456 7890."),
    birth_date_invalid: () => _t("Please choose your date of birth."),
    password_short: () => _t("At least 8 characters, please."),
    terms_missing: () => _t("Please agree to the terms to become a member."),
};

/**
 * @param {string|null} name as a check of core/validation answers it
 * @returns {string} "" for null
 */
export function fieldMessage(name) {
    return name ? FIELD_MESSAGES[name]() : "";
}

/**
 * @param {Error} error
 * @returns {string}
 */
export function errorMessage(error) {
    if (error.code === "offline") {
        return _t("You are offline. Nothing was sent; try again once you are connected.");
    }
    if (error.status === 429) {
        return _t("That was a bit too often. Please wait a moment and try again.");
    }
    if (error.status >= 500) {
        return _t("Something went wrong on our side. Please try again in a moment.");
    }
    return error.message || _t("That did not work. Please try again.");
}
