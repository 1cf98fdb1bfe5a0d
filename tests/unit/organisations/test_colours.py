"""Accent colours: exactly six hexadecimal digits, dark enough to be read on white and to carry white text."""

import pytest

from app.organisations.rules.colours import (
    DEFAULT_ACCENT,
    LEAST_CONTRAST,
    PALETTE,
    NotAColourError,
    TooPaleError,
    accent,
    contrast_with_white,
    tint,
)


def test_contrast_is_that_of_the_standard():
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#ffffff") == pytest.approx(1)
    assert contrast_with_white("#767676") == pytest.approx(4.54, abs=0.01)  # the palest grey that WCAG passes
    assert contrast_with_white("#777777") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colour", PALETTE)
def test_every_proposal_can_be_read(colour):
    assert accent(colour) == colour
    assert contrast_with_white(colour) >= LEAST_CONTRAST


def test_letters_are_made_small_and_blanks_dropped():
    assert accent(" #0B5A6E ") == DEFAULT_ACCENT


@pytest.mark.parametrize("pale", ["#ffffff", "#777777", "#ffd700", "#00aaff"])
def test_a_pale_one_is_refused_with_its_contrast(pale):
    with pytest.raises(TooPaleError) as refused:
        accent(pale)
    assert refused.value.contrast == pytest.approx(contrast_with_white(pale))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "red",
        "#123",
        "0b5a6e",
        "#0b5a6e;",
        "#0b5a6e } body { color: red",
        "#0b5a6g",
        "url(http://127.0.0.1/)",
        "#０b5a6e",
        "#0b5a6e\n#0b5a6e",
    ],
)
def test_anything_else_is_no_colour(text):
    with pytest.raises(NotAColourError):
        accent(text)


def test_a_tint_lies_between_white_and_the_colour():
    assert tint("#000000", 0) == "#ffffff"
    assert tint("#000000", 1) == "#000000"
    assert tint("#0b5a6e", 0.058) == "#f1f5f7"
