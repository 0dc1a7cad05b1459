/*
 * Counted things. Indonesian has one form; English needs the singular said apart.
 */
import { _t } from "./i18n";

/**
 * @param {number} count
 * @returns {string}
 */
export function peopleText(count) {
    return count === 1 ? _t("1 person") : _t("%(count)s people", { count });
}

export function itemsText(count) {
    return count === 1 ? _t("1 item") : _t("%(count)s items", { count });
}

export function daysLeftText(count) {
    return count === 1 ? _t("1 more day") : _t("%(count)s more days", { count });
}
