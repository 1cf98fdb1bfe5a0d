"""Colours of the interface can be read in sunlight: at least 4.5 : 1 for text, 3 : 1 for what marks the focus.

The pairs are read from the stylesheet itself: every rule that sets both, and the texts that stand on the usual grounds.
"""

import re
from itertools import product
from pathlib import Path

import pytest

pytestmark = pytest.mark.unit
STYLESHEET = Path(__file__).parents[3] / "app/static/own/renaksi.css"
AA_TEXT, AA_SIGN = 4.5, 3.0
HEX = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})\b", re.IGNORECASE)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
# Words that are not read (a decoration beside its text), or larger than 24 px; with their reason.
SPARED: dict[str, str] = {}


def colours(text):
    """The colours that the stylesheet names, by their name."""
    named = re.findall(r"(--[\w-]+):\s*(#[0-9a-f]{3,6})\b", text, re.IGNORECASE)
    return {name: full(colour) for name, colour in named}


def full(colour):
    """#abc as #aabbcc."""
    return colour if len(colour) == 7 else "#" + "".join(sign * 2 for sign in colour[1:])


def resolved(value, names):
    """The colour of a declaration as #rrggbb; None for none, a mixture or a picture."""
    found = re.search(r"var\((--[\w-]+)\)", value)
    plain = names.get(found.group(1)) if found else None
    if plain is None and not found and (literal := HEX.search(value)) and "gradient" not in value:
        plain = literal.group()
    if plain is None:
        return None
    return full(plain)


def luminance(colour):
    """WCAG 2: relative luminance of #rrggbb, 0 to 1."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """WCAG 2: contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def pairs(text, names):
    """Every rule that sets a colour and a ground: where, the colour, the ground."""
    for selector, body in RULE.findall(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)):
        said = {
            key.strip(): value.strip()
            for key, _colon, value in (part.partition(":") for part in body.split(";"))
            if value
        }
        ground = said.get("background") or said.get("background-color")
        if "color" not in said or ground is None:
            continue
        front, behind = resolved(said["color"], names), resolved(ground, names)
        if front and behind:
            yield " ".join(selector.split()), front, behind


@pytest.fixture(scope="module")
def sheet():
    return STYLESHEET.read_text(encoding="utf-8")


def test_every_rule_that_sets_both_can_be_read(sheet):
    names = colours(sheet)
    found = list(pairs(sheet, names))
    assert len(found) > 15
    faint = [
        f"{where}: {front} on {behind} is {contrast(front, behind):.2f}"
        for where, front, behind in found
        if where not in SPARED and contrast(front, behind) < AA_TEXT
    ]
    assert not faint


GROUNDS = ("--paper", "--ground", "--accent-soft")
TEXTS = ("--ink", "--ink-soft", "--accent", "--accent-strong", "--danger", "--warning", "--success", "--info")


@pytest.mark.parametrize(("front", "behind"), list(product(TEXTS, GROUNDS)))
def test_texts_can_be_read_on_every_ground(sheet, front, behind):
    names = colours(sheet)
    assert contrast(names[front], names[behind]) >= AA_TEXT


@pytest.mark.parametrize("tone", ["success", "warning", "danger", "info", "neutral"])
def test_a_status_can_be_read_on_its_own_ground_and_in_white_on_itself(sheet, tone):
    names = colours(sheet)
    soft = names[f"--{tone}-soft"]
    assert contrast(names[f"--{tone}"], soft) >= AA_TEXT
    assert contrast(names["--ink"], soft) >= AA_TEXT
    assert contrast("#ffffff", names[f"--{tone}"]) >= AA_TEXT


def test_borders_of_fields_and_the_focus_stand_out(sheet):
    """The focus is a yellow line inside a dark one: one of the two is seen on any ground."""
    names = colours(sheet)
    for ground in (*GROUNDS, "--accent", "--accent-strong"):
        behind = names[ground]
        assert max(contrast(names["--focus"], behind), contrast(names["--ink"], behind)) >= AA_SIGN
    assert contrast(names["--line-strong"], names["--paper"]) >= AA_SIGN


def test_the_stylesheet_has_one_appearance(sheet):
    """A dark one would need pairs of its own in the tests above."""
    assert "prefers-color-scheme" not in sheet


def test_the_ratio_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_a_faint_rule_is_seen():
    faint = ":root { --x: #999; } .y { color: var(--x); background: #fff; }"
    ((where, front, behind),) = list(pairs(faint, colours(faint)))
    assert (where, contrast(front, behind) < AA_TEXT) == (".y", True)
