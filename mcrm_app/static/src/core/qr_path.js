/*
 * A QR code as one SVG path: small, sharp at every size, and one element for the browser.
 */

export const QUIET_ZONE = 4; // modules of white round the code, as the standard asks

/** What QR's compact alphanumeric mode can hold; other text goes as bytes. */
const ALPHANUMERIC = /^[0-9A-Z $%*+\-./:]*$/;

/**
 * @param {string} text
 * @returns {"Alphanumeric"|"Byte"}
 */
export function modeFor(text) {
    return ALPHANUMERIC.test(text) ? "Alphanumeric" : "Byte";
}

function rowPath(row, count, isDark) {
    let path = "";
    for (let column = 0; column < count; column++) {
        let length = 0;
        while (column + length < count && isDark(row, column + length)) {
            length++;
        }
        if (length) {
            path += `M${column + QUIET_ZONE} ${row + QUIET_ZONE}h${length}v1h-${length}z`;
            column += length;
        }
    }
    return path;
}

/**
 * @param {number} count modules per side
 * @param {(row: number, column: number) => boolean} isDark
 * @returns {{path: string, size: number}} the dark modules; side of the square with its quiet zone
 */
export function qrPath(count, isDark) {
    const rows = Array.from({ length: count }, (_, row) => rowPath(row, count, isDark));
    return { path: rows.join(""), size: count + 2 * QUIET_ZONE };
}
