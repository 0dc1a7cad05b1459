import { _t } from "@web/core/l10n/translation";

/**
 * @param {number} sent orders that reached the server after the network was away
 * @param {number} conflicts how many of them gave away something that was no longer there
 * @returns {string} "3 orders sent, 1 needs the manager."
 */
export function sentMessage(sent, conflicts) {
    if (!conflicts) {
        return sent === 1
            ? _t("The waiting order was sent.")
            : _t("%(sent)s waiting orders were sent.", { sent });
    }
    return sent === 1
        ? _t("The waiting order was sent. It needs the manager.")
        : _t(
              "%(sent)s waiting orders were sent, %(conflicts)s of them for the manager to look at.",
              {
                  sent,
                  conflicts,
              },
          );
}
