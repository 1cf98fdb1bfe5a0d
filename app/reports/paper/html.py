"""Documents as HTML: Jinja with autoescaping, in the document's language and its government's time zone."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import g, stream_template
from flask_babel import force_locale, get_locale
from markupsafe import Markup

from app.web.filters import use_zone

LANGUAGES = ("id", "en")
_NAME = "SP4N-LAPOR!"
# A drawing, the document's head, or a text between two tags that says the name and is not marked already.
_PIECE = re.compile(
    rf"<svg\b.*?</svg>|<head\b.*?</head>|(?<=>)(?<!class=\"name\">)[^<]*?{re.escape(_NAME)}[^<]*", re.DOTALL
)


@contextmanager
def speaking(language: str, time_zone: str) -> Iterator[None]:
    """Everything inside is worded in `language` ("id" or "en") and timed in `time_zone` (an IANA name)."""
    if language not in LANGUAGES:
        raise ValueError(language)
    before = g.get("time_zone")
    with force_locale(language):
        use_zone(time_zone)
        try:
            yield
        finally:
            if before is None:
                g.pop("time_zone", None)
            else:
                g.time_zone = before


def concept_styles(*, is_concept: bool) -> tuple[str, ...]:
    """The stylesheet with the mark across each page, in the language in force; nothing for what is final."""
    return (f"concept-{get_locale()}.css",) if is_concept else ()


def unbroken(html: Markup) -> Markup:
    """The name of the system stays on one line wherever it stands in text: its hyphen is no place to break."""

    def kept(match: re.Match[str]) -> str:
        piece = match.group()
        return piece if piece.startswith("<") else piece.replace(_NAME, f'<span class="name">{_NAME}</span>')

    return Markup(_PIECE.sub(kept, html))  # noqa: S704 -- nothing but a fixed tag is added


def part_html(template: str, **context: Any) -> Markup:
    """One part of a document. Inside `speaking` only."""
    made = io.StringIO()  # a list of all pieces would be many times as large as what they say
    made.writelines(part_pieces(template, **context))
    return unbroken(Markup(made.getvalue()))  # noqa: S704 -- made by autoescaping


def part_pieces(template: str, **context: Any) -> Iterator[str]:
    """One part of a document as it is written, not yet `unbroken`. Inside `speaking` only."""
    yield from map(_narrow, stream_template(template, language=str(get_locale()), **context))


def _narrow(text: str) -> str:
    """Letters beyond Latin-1 by their number: a single dash would make every letter of the part twice as wide."""
    text = str(text)  # what a macro wrote would escape the text that it is added to
    return text if text.isascii() else text.encode("latin-1", "xmlcharrefreplace").decode("latin-1")
