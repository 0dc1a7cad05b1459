"""Whatever colour a café chooses, its guests can read the app."""

from hypothesis import given
from hypothesis import strategies as st

from mcrm_app.tools import colour

colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06X}")


@given(colours)
def test_text_on_any_colour_is_readable(brand):
    assert colour.contrast(colour.text_on(brand), brand) >= 4.3


@given(colours, st.sampled_from(["#F7F3EE", "#FFFFFF", "#211C18"]))
def test_any_colour_becomes_readable_on_a_surface(brand, surface):
    assert colour.contrast(colour.readable(brand, surface), surface) >= 4.5


@given(colours)
def test_a_readable_colour_stays_as_it_is(brand):
    if colour.contrast(brand, "#FFFFFF") >= 4.5:
        assert colour.readable(brand, "#FFFFFF") == brand


@given(colours, colours, st.floats(0, 1))
def test_a_mixture_is_a_colour(one, other, share):
    assert colour.is_colour(colour.mix(one, other, share))


@given(st.text())
def test_only_colours_are_colours(text):
    assert not colour.is_colour(text) or (len(text) == 7 and int(text[1:], 16) >= 0)


def test_known_contrasts():
    assert round(colour.contrast("#000000", "#FFFFFF"), 2) == 21
    assert round(colour.contrast("#777777", "#FFFFFF"), 2) == 4.48
    assert colour.contrast("#123456", "#123456") == 1


def test_line_ends_do_not_pass():
    assert not colour.is_colour("#FFFFFF\n")
    assert not colour.is_colour(None)
