"""A catalogue that leaves a mark on every word it gives out, so that whatever is shown without a mark came past it.

What people typed (everything in the database) and what the versioned files hold (the instrument and its like) is known
and needs no mark.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from babel import Locale
from babel.support import NullTranslations
from flask_security import AsaList
from sqlalchemy import Enum, select

from app import extensions
from app.db import Base, db
from app.web import filters
from tests.outside_catalogue import APP, READ_ALOUD

OPEN, CLOSE = "⟦", "⟧"
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_GAPS = re.compile(r"[\s\xa0]+")
_PARTS = re.compile(r"[·|…\n]|(?<=\S)[:;,](?= )|[()“”\"–—→]")
# Codes of indicators, numbers of lines, quarters, and amounts: they stand before and between what people typed.
_CODES = re.compile(r"^[A-Z]-\d{2} |^\d+\. |\bTW (?:IV|I{1,3})\b|\bRp\d[\d.]*|^\d[\d.,]* ")
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_EDGES = " .,;:+-/#*×%≤≥<>"
_INSIDE_SENTENCES = {"a", "abbr", "b", "br", "code", "em", "i", "kbd", "span", "strong", "tspan"}
_MACHINE = {"code", "script", "style", "kbd", "pre", "textarea"}  # what people typed, or a machine reads
FORMATS = ("babel_format_date", "babel_format_datetime", "format_compact_currency", "format_currency")


class _Marking(NullTranslations):
    """Indonesian as it stands in the sources, between marks."""

    def ugettext(self, message: str) -> str:
        return f"{OPEN}{message}{CLOSE}"

    def ungettext(self, singular: str, plural: str, number: int) -> str:
        return f"{OPEN}{singular if number == 1 else plural}{CLOSE}"

    def upgettext(self, _context: str, message: str) -> str:
        return self.ugettext(message)

    def unpgettext(self, _context: str, singular: str, plural: str, number: int) -> str:
        return self.ungettext(singular, plural, number)


def mark_everything(patch: pytest.MonkeyPatch) -> None:
    """From now on the catalogue, dates and amounts of money come with marks."""
    catalogue = _Marking()
    patch.setattr(extensions.RememberingDomain, "get_translations", lambda _self: catalogue)
    for name in FORMATS:
        patch.setattr(filters, name, _marked(getattr(filters, name)))


def _marked(written: Callable[..., str]) -> Callable[..., str]:
    return lambda *arguments, **options: f"{OPEN}{written(*arguments, **options)}{CLOSE}"


class _Page(HTMLParser):
    """The texts of a page that a person reads or hears and that bear no mark, each with where it stands.

    A translated sentence may hold elements (`<code>`), so a mark stays open over them, until the next block begins.
    """

    def __init__(self, attributes: Set[str]) -> None:
        """`attributes`: those whose texts are shown besides the ones that are read aloud everywhere."""
        super().__init__(convert_charrefs=True)
        self._attributes = attributes | READ_ALOUD
        self._inside: list[tuple[str, str]] = []  # the open elements, and what kind of text each holds
        self._depth = 0
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag not in _INSIDE_SENTENCES:
            self._depth = 0
        for key, value in attrs:
            shown = tag == "input" and key == "value" and said.get("type") == "submit"
            if value and (key in self._attributes or shown or key.startswith("data-text")):
                self.found.append((f"{tag}[{key}]", _unmarked(value, 0)[0]))
        if tag not in _VOID:
            self._inside.append((tag, self._kind(tag, said)))

    def _kind(self, tag: str, said: dict[str, str | None]) -> str:
        """What the text of an element is. Content in a language of its own (`lang`) is content, not interface."""
        if tag in _MACHINE or (tag != "html" and "lang" in said):
            return ""
        around = self._inside[-1][1] if self._inside else "text"
        return "drawing" if tag == "svg" and around else around

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if any(each == tag for each, _kind in self._inside):
            while self._inside.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        left, self._depth = _unmarked(data, self._depth)
        if kind := self._inside[-1][1] if self._inside else "text":
            self.found.append((kind, left))


def _unmarked(text: str, depth: int) -> tuple[str, int]:
    """What stands outside marks, and how many are open at the end; what comes before a lone closing one was inside."""
    left: list[str] = []
    for sign in text:
        if sign == OPEN:
            depth += 1
            left.append("|")
        elif sign == CLOSE:
            if not depth:
                left.clear()
            depth = max(0, depth - 1)
        elif not depth:
            left.append(sign)
    return _GAPS.sub(" ", "".join(left)).strip(), depth


def words_past_the_catalogue(
    html: str, known: "Known", attributes: Set[str] = frozenset()
) -> Iterator[tuple[str, str]]:
    """Where on a page words stand that neither the catalogue gave out nor anybody typed, and which.

    `attributes` are shown as well, beside those that every page shows or reads aloud.
    """
    reader = _Page(attributes)
    reader.feed(html)
    reader.close()
    for place, text in reader.found:
        for part in known.unknown(text, in_pieces=place == "drawing"):
            yield place, part


def text_past_the_catalogue(text: str, known: "Known") -> tuple[str, ...]:
    """The same for a text without elements: what a cell holds, a line of a plain file."""
    return known.unknown(_unmarked(text, 0)[0])


class Known:
    """Everything that was typed or stands in a versioned file, and `proper` names that are the same in any language."""

    def __init__(self, proper: Mapping[str, str], typed: Iterable[str] | None = None) -> None:
        """`typed`: what people typed, where it does not stand in the database."""
        texts = {
            _GAPS.sub(" ", each).strip() for each in (*(_typed() if typed is None else typed), *_filed())
        }
        self._whole = texts | {
            part.strip(" .,") for each in texts if len(each) < 300 for part in _PARTS.split(each)
        }
        self._words = {word for each in texts if len(each) < 300 for word in each.split()}
        self._all = "\n".join(texts)
        longest_first = sorted(proper, key=len, reverse=True)
        self._proper = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest_first))
        self._remembered: dict[tuple[str, bool], tuple[str, ...]] = {}

    def unknown(self, text: str, *, in_pieces: bool = False) -> tuple[str, ...]:
        """The parts of a text that nobody is known to have written; drawings break lines `in_pieces`."""
        if not _LETTERS.search(text):
            return ()
        asked = (text, in_pieces)
        if asked not in self._remembered:
            self._remembered[asked] = tuple(self._look(text, in_pieces=in_pieces))
        return self._remembered[asked]

    def _look(self, text: str, *, in_pieces: bool) -> Iterator[str]:
        if self._is_known(text):
            return
        text = _CODES.sub(" ", text).strip()
        if self._is_known(text):
            return
        for part in _PARTS.split(text):
            bare = self._proper.sub(" ", part).strip(_EDGES)
            if not _LETTERS.search(bare) or self._is_known(part.strip(_EDGES)) or self._is_known(bare):
                continue
            words = {word for word in bare.split() if not word.isdigit()}
            if words <= _calendar() or (in_pieces and words <= self._words):
                continue
            yield bare

    def _is_known(self, text: str) -> bool:
        return text in self._whole or (" " in text and text in self._all)


@cache
def _calendar() -> frozenset[str]:
    """Months and days as Babel writes them."""
    locale = Locale("id")
    return frozenset(
        str(name)
        for kinds in (locale.months["format"], locale.days["format"])
        for width in ("wide", "abbreviated")
        for name in kinds[width].values()
    )


def _typed() -> Iterator[str]:
    """Every text in the database, without the codes that stand for a choice."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Enum | AsaList) or column.name.endswith("_id") or column.name == "id":
                continue
            try:
                kept = column.type.python_type
            except NotImplementedError:
                kept = object
            if kept in (str, dict, list, object):
                for value in db.session.scalars(select(column)):
                    yield from _strings(value)


def _filed() -> Iterator[str]:
    for path in sorted(APP.rglob("*.yaml")):
        yield from _strings(_read(path))


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _strings(each)
