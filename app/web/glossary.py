"""How a word in a text leads to its meaning; the words themselves are in `glossary_terms.py`."""

from collections.abc import Iterable
from typing import Any

from flask import Flask, g, url_for
from flask_babel import get_locale
from markupsafe import Markup, escape

from app.web.explained import Piece, pieces, terms_in
from app.web.glossary_terms import TERMS, Term

_BY_NAME = {term.name: term for term in TERMS}
INDONESIAN = {term.name: term.spelled for term in TERMS}
ENGLISH = {term.name: term.english for term in TERMS}


def term_named(name: str) -> Term | None:
    """The term of this address name, or None."""
    return _BY_NAME.get(name)


def terms_matching(words: str) -> list[Term]:
    """The terms whose name or meaning has every word of `words`, by name in the language of the page; all if empty."""
    wanted = words.casefold().split()
    found = [
        term
        for term in TERMS
        if all(word in f"{term.title} {term.meaning} {' '.join(term.spelled)}".casefold() for word in wanted)
    ]
    return sorted(found, key=lambda term: str(term.title).casefold())


def terms_of(*texts: Any) -> list[Term]:
    """The terms in Indonesian texts, in the order in which they come; lists of texts are looked through as well."""
    flat: list[str] = []
    for text in texts:
        flat.extend(
            map(str, text) if isinstance(text, Iterable) and not isinstance(text, str) else [str(text)]
        )
    return [_BY_NAME[name] for name in terms_in(flat, INDONESIAN)]


def explained(text: Any, lang: str | None = None) -> Markup:
    """The text, escaped, in which each term leads to its meaning where the page says it first.

    `lang` is the language of the text where it is not that of the page ("id": the instrument). Text with tags is
    refused (TypeError): a link inside a link, or half a tag, would come of it.
    """
    if isinstance(text, Markup):  # what the catalogue gives a template is escaped already
        if "<" in text:
            raise TypeError("words are looked for in plain text")
        text = text.unescape()
    told: set[str] = g.setdefault("explained_terms", set())
    spellings = INDONESIAN if (lang or str(get_locale() or "id")) == "id" else ENGLISH
    found = pieces(str(text or ""), spellings, told)
    told.update(piece.term for piece in found if piece.term)
    return Markup("").join(_shown(piece) for piece in found)


def _shown(piece: Piece) -> Markup:
    if not piece.term:
        return escape(piece.words)
    term = _BY_NAME[piece.term]
    return Markup(
        '<a class="r-term" href="{url}#{name}" data-term="{title}" data-meaning="{meaning}">{words}</a>'
    ).format(
        url=url_for("web.glossary"), name=term.name, title=term.title, meaning=term.meaning, words=piece.words
    )


def register(app: Flask) -> None:
    """Make the filter and the list known to every template."""
    app.jinja_env.filters["explained"] = explained
    app.jinja_env.globals["terms_of"] = terms_of
