/** The part of a camera picture that is searched for a QR code: exactly what the square view shows. */

export const MAX_SIDE = 640; // pixels; a sharper picture costs time and finds nothing more
export const MARGIN = 0.05; // share of the side kept white around it, for codes that fill the view

/**
 * @param {number} width of the picture, pixels
 * @param {number} height of the picture, pixels
 * @returns {{x: number, y: number, side: number, target: number, margin: number}} the centred square of the
 *     picture, the side to draw it at and the white margin to leave around, all in pixels
 */
export function centredSquare(width, height) {
    const side = Math.min(width, height);
    const target = Math.min(side, MAX_SIDE);
    return {
        x: Math.floor((width - side) / 2),
        y: Math.floor((height - side) / 2),
        side,
        target,
        margin: Math.round(target * MARGIN),
    };
}
