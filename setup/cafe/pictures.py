"""Clean placeholder pictures: a coloured tile with a simple drawing, made here, so free of anybody's rights."""

import base64
import io

from PIL import Image, ImageDraw

SIZE = 1024  # pixels while drawing; halved when saved, which smooths the edges
CREAM = "#fbf6ee"
SHADE = "#00000022"


def _mix(color, other, share):
    """:return: `color` with `share` (0-1) of `other` in it, both (r, g, b)"""
    return tuple(round(a * (1 - share) + b * share) for a, b in zip(color, other, strict=True))


def _rgb(color):
    return tuple(int(color[index : index + 2], 16) for index in (1, 3, 5))


def _cup(draw, color):
    draw.ellipse((652, 430, 832, 640), outline=CREAM, width=42)
    draw.pieslice((232, 160, 732, 800), 0, 180, fill=CREAM)
    draw.ellipse((232, 420, 732, 540), fill=CREAM)
    draw.ellipse((268, 440, 696, 522), fill=color)
    draw.ellipse((200, 800, 764, 860), fill=CREAM)
    for x in (400, 480, 560):
        draw.arc((x, 230, x + 60, 330), 90, 270, fill=CREAM, width=14)
        draw.arc((x, 310, x + 60, 400), 270, 90, fill=CREAM, width=14)


def _glass(draw, color):
    draw.line((560, 120, 620, 420), fill=CREAM, width=26)
    draw.polygon(((310, 300), (714, 300), (650, 860), (374, 860)), fill=CREAM)
    draw.polygon(((336, 400), (688, 400), (634, 830), (390, 830)), fill=color)
    for box in ((400, 430, 490, 520), (520, 460, 610, 550), (440, 560, 520, 640)):
        draw.rounded_rectangle(box, 18, fill="#ffffff66")


def _plate(draw, color):
    draw.ellipse((142, 262, 882, 842), fill=CREAM)
    draw.ellipse((222, 326, 802, 778), fill="#efe4d2")
    draw.ellipse((300, 380, 724, 690), fill=color)
    draw.ellipse((380, 420, 560, 540), fill="#ffffff55")
    draw.ellipse((560, 560, 660, 640), fill="#6f9a4a")
    draw.ellipse((600, 420, 680, 490), fill="#d9503f")


def _bowl(draw, color):
    draw.ellipse((182, 360, 842, 560), fill=CREAM)
    draw.pieslice((182, 120, 842, 860), 0, 180, fill=CREAM)
    draw.ellipse((182, 390, 842, 590), fill=CREAM)
    draw.ellipse((226, 412, 798, 560), fill=color)
    draw.ellipse((360, 440, 480, 500), fill="#ffffff66")
    draw.ellipse((540, 470, 640, 530), fill="#6f9a4a")
    draw.rounded_rectangle((400, 840, 624, 890), 24, fill=CREAM)


def _bread(draw, color):
    draw.rounded_rectangle((222, 420, 802, 800), 120, fill=CREAM)
    draw.ellipse((182, 300, 842, 620), fill=CREAM)
    draw.rounded_rectangle((270, 450, 754, 760), 90, fill=color)
    draw.ellipse((236, 350, 788, 590), fill=color)
    for x in (400, 512, 624):
        draw.line((x, 430, x - 50, 560), fill="#ffffff66", width=26)


def _cake(draw, color):
    draw.polygon(((212, 520), (812, 380), (812, 760), (212, 820)), fill=CREAM)
    draw.polygon(((212, 620), (812, 510), (812, 590), (212, 690)), fill=color)
    draw.polygon(((212, 520), (420, 300), (812, 380)), fill=color)
    draw.ellipse((470, 270, 560, 360), fill="#d9503f")


DRAWINGS = {"cup": _cup, "glass": _glass, "plate": _plate, "bowl": _bowl, "bread": _bread, "cake": _cake}


def picture(drawing, color, width=512, height=512):
    """Draw a placeholder picture.

    :param str drawing: one of DRAWINGS
    :param str color: what is in the cup, as #rrggbb
    :param int width: pixels
    :param int height: pixels
    :return: a PNG (bytes)
    """
    ground = _mix(_rgb(color), (255, 250, 240), 0.55)
    image = Image.new("RGB", (SIZE, SIZE), ground)
    draw = ImageDraw.Draw(image, "RGBA")
    draw.ellipse((60, 60, 964, 964), fill=_mix(ground, (255, 255, 255), 0.25))
    draw.ellipse((190, 800, 834, 920), fill=SHADE)
    DRAWINGS[drawing](draw, color)
    canvas = Image.new("RGB", (width, height), ground)
    side = min(width, height)
    canvas.paste(image.resize((side, side), Image.LANCZOS), ((width - side) // 2, (height - side) // 2))
    out = io.BytesIO()
    canvas.save(out, "PNG", optimize=True)
    return out.getvalue()


def encoded(drawing, color, width=512, height=512):
    """:return: the same picture as Odoo's image fields take it (base64 bytes)"""
    return base64.b64encode(picture(drawing, color, width, height))
