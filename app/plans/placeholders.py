"""Placeholders in the narrative, `{{indeks}}`: filled with plain figures when a document is read. Pure.

The text is a person's: it is only searched for names, never evaluated by the template engine. What fills a placeholder
is escaped, so a name with `<` in it stays a name.
"""

import re
from collections.abc import Mapping
from html import escape
from typing import NamedTuple

_PLACEHOLDER = re.compile(r"\{\{\s*([a-z_]{1,40})\s*\}\}")


class Filled(NamedTuple):
    """A text with its placeholders filled; `unknown` and `open` name those that stayed, each once, in their order."""

    html: str
    unknown: tuple[str, ...]  # no such placeholder exists
    open: tuple[str, ...]  # exists, but there is no figure yet


# What stands in the text while the figure does not exist: visible, and printed like that rather than as a wrong number.
OPEN_MARK = "…"


def fill(html: str, values: Mapping[str, str | None]) -> Filled:
    """Replace every known placeholder; a value of None is one that has no figure yet."""
    unknown: dict[str, None] = {}
    without_figure: dict[str, None] = {}

    def replacement(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in values:
            unknown[name] = None
            return match.group(0)
        value = values[name]
        if value is None:
            without_figure[name] = None
            return OPEN_MARK
        return escape(value)

    text = _PLACEHOLDER.sub(replacement, html)
    return Filled(text, tuple(unknown), tuple(without_figure))


def names_in(html: str) -> tuple[str, ...]:
    """The placeholders that a text uses, each once, in their order."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(html)))
