/* global ZXing */

import { loadJS } from "@web/core/assets";
import { centredSquare } from "@mcrm_member/core/camera_square";

const ZXING_PATH = "/web/static/lib/zxing-library/zxing-library.js";
const NOTHING_READ = new Set(["NotFoundException", "ChecksumException", "FormatException"]);

/**
 * A function that reads a QR code: the browser's own reader where it knows QR codes, else the bundled library.
 *
 * @returns {Promise<(canvas: HTMLCanvasElement) => Promise<string|undefined>>} gives the text, or undefined when
 *     no code is in the picture
 */
export async function createQrDecoder() {
    if (await browserReadsQr()) {
        const detector = new BarcodeDetector({ formats: ["qr_code"] });
        return async (canvas) => (await detector.detect(canvas))[0]?.rawValue;
    }
    if (!window.ZXing) {
        await loadJS(ZXING_PATH);
    }
    const reader = new ZXing.QRCodeReader();
    return async (canvas) => decodeWithZXing(reader, canvas);
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

/** The first binarizer copes with shadows, the second with codes of few large modules. */
function decodeWithZXing(reader, canvas) {
    const source = new ZXing.HTMLCanvasElementLuminanceSource(canvas);
    const hints = new Map([[ZXing.DecodeHintType.TRY_HARDER, true]]);
    for (const Binarizer of [ZXing.HybridBinarizer, ZXing.GlobalHistogramBinarizer]) {
        try {
            return reader.decode(new ZXing.BinaryBitmap(new Binarizer(source)), hints).getText();
        } catch (error) {
            if (!NOTHING_READ.has(error.name)) {
                throw error;
            }
        }
    }
}
