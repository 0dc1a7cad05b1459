"""What Chromium's fake camera sees: a video file that is written anew before each scan."""

from PIL import Image, ImageFilter
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

WIDTH, HEIGHT, RATE, FRAMES = 640, 480, 10, 10
DESK = 200  # grey around the phone that is held up


def qr_image(text, side):
    """:return: the QR code of a text as a phone shows it, `side` pixels wide (PIL image, greyscale)"""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make()
    return code.make_image().get_image().convert("L").resize((side, side), Image.NEAREST)


class Camera:
    """A camera in front of which one can hold a QR code."""

    def __init__(self, file):
        self.file = file
        self.show_nothing()

    def _write(self, picture):
        header = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{RATE}:1 Ip A1:1 C420jpeg\n".encode()
        frame = b"FRAME\n" + picture.tobytes() + bytes([128]) * (WIDTH * HEIGHT // 2)
        self.file.write_bytes(header + frame * FRAMES)

    def show_nothing(self):
        self._write(Image.new("L", (WIDTH, HEIGHT), DESK))

    def show(self, text, side=360, angle=0, blur=0.6):
        """Hold up a QR code.

        :param str text: its content
        :param int side: pixels of the frame's 480 that it takes
        :param float angle: degrees by which the phone is tilted
        :param float blur: radius of the blur of the lens, in pixels
        """
        scene = Image.new("L", (WIDTH, HEIGHT), DESK)
        phone = qr_image(text, side).rotate(angle, expand=True, fillcolor=DESK, resample=Image.BICUBIC)
        scene.paste(phone, ((WIDTH - phone.width) // 2, (HEIGHT - phone.height) // 2))
        self._write(scene.filter(ImageFilter.GaussianBlur(blur)))
