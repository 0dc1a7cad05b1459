"""Colours of the café's brand and what can be read on them (WCAG 2 contrast). Colours are `#RRGGBB` text."""

import re

HEX = re.compile(r"#[0-9A-Fa-f]{6}")
WHITE, BLACK = "#FFFFFF", "#14100C"


def is_colour(text):
    """Whether a text can be written into a style sheet as a colour.

    :param str text: what somebody entered, or False
    :return: whether it is exactly one `#RRGGBB` colour (bool)
    """
    return bool(text and HEX.fullmatch(text))


def _channels(colour):
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]


def luminance(colour):
    """How light a colour is to the eye.

    :param str colour: `#RRGGBB`
    :return: relative luminance, 0 (black) to 1 (white) (float)
    """
    shares = [value / 255 for value in _channels(colour)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """How well two colours can be told apart.

    :param str one: `#RRGGBB`
    :param str other: `#RRGGBB`
    :return: contrast ratio, 1 to 21 (float)
    """
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mix(colour, other, share):
    """Mix two colours.

    :param str colour: `#RRGGBB`
    :param str other: `#RRGGBB`
    :param float share: how much of `other`, 0 to 1
    :return: the mixed colour (str)
    """
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(mine + (theirs - mine) * share):02X}" for mine, theirs in pairs)


def text_on(colour):
    """Choose the colour of text.

    :param str colour: what it stands on, `#RRGGBB`
    :return: white or near-black, whichever reads better (str)
    """
    return max((WHITE, BLACK), key=lambda candidate: contrast(candidate, colour))


def readable(colour, background, ratio=4.5):
    """Move a colour towards black or white until it can be read as text on a background.

    :param str colour: `#RRGGBB`
    :param str background: `#RRGGBB`
    :param float ratio: wanted contrast; 4.5 is WCAG AA for body text
    :return: the nearest such colour, at worst black or white itself (str)
    """
    target = text_on(background)
    steps = (mix(colour, target, step / 20) for step in range(21))
    return next((candidate for candidate in steps if contrast(candidate, background) >= ratio), target)
