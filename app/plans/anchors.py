"""Paragraphs of a chapter, and where a paragraph went when the chapter was edited. Pure.

A note in the margin holds on to the words of its paragraph. As long as these stay, other paragraphs may come, go and
move; when they change, the note follows to the paragraph that is most like it, or is told that there is none.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser

from app.plans.narrative import as_printed
from app.plans.words import text_of

KEY_LENGTH = 24
ALIKE = 0.5  # half of the words in common: still the same paragraph, edited
_OPEN_ENDED = frozenset({"br"})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of a chapter as it is printed (a list is one): its anchor, its markup and its words."""

    key: str
    html: str
    text: str


def paragraphs(body: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a sanitised chapter in their order; of two with the same words each has its own key."""
    parser = _Blocks()
    parser.feed(as_printed(body))
    parser.close()
    seen: Counter[str] = Counter()
    found = []
    for html in parser.blocks():
        text = text_of(html)
        if text:
            seen[text] += 1
            found.append(Paragraph(_key(text, seen[text]), html, text))
    return tuple(found)


def follow(anchors: Iterable[str], before: str, after: str) -> Mapping[str, str]:
    """Where the paragraphs of these anchors are after an edit; those that are nowhere any more are left out."""
    old = {paragraph.key: paragraph for paragraph in paragraphs(before)}
    new = {paragraph.key: paragraph for paragraph in paragraphs(after)}
    wanted = [old[key] for key in dict.fromkeys(anchors) if key in old]
    places = {paragraph.key: paragraph.key for paragraph in wanted if paragraph.key in new}
    fresh = [paragraph for paragraph in new.values() if paragraph.key not in old]
    likeness = [
        (_alike(paragraph.text, other.text), paragraph.key, other.key)
        for paragraph in wanted
        if paragraph.key not in places
        for other in fresh
    ]
    # Two notes may end on one paragraph (theirs were joined), so a paragraph that was taken stays free for others.
    for ratio, key, other_key in sorted(likeness, reverse=True):
        if ratio >= ALIKE and key not in places:
            places[key] = other_key
    return places


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold().split(), other.casefold().split(), autojunk=False).ratio()


def _key(text: str, number: int) -> str:
    words = text if number == 1 else f"{text}\0{number}"
    return hashlib.sha256(words.encode()).hexdigest()[:KEY_LENGTH]


class _Blocks(HTMLParser):
    """Cuts markup at its outermost elements; loose text between them is a block of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self._found: list[str] = []
        self._open: list[str] = []
        self._depth = 0

    def blocks(self) -> list[str]:
        """The blocks that were found."""
        self._cut()
        return self._found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._depth == 0 and tag in _BLOCK_TAGS:
            self._cut()
        self._open.append(self.get_starttag_text() or "")
        self._depth += tag not in _OPEN_ENDED

    def handle_endtag(self, tag: str) -> None:
        self._open.append(f"</{tag}>")
        self._depth = max(0, self._depth - 1)
        if self._depth == 0 and tag in _BLOCK_TAGS:
            self._cut()

    def handle_data(self, data: str) -> None:
        self._open.append(data)

    def handle_entityref(self, name: str) -> None:
        self._open.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._open.append(f"&#{name};")

    def _cut(self) -> None:
        html = "".join(self._open).strip()
        if html:
            self._found.append(html)
        self._open = []


_BLOCK_TAGS = frozenset({"blockquote", "div", "h1", "h3", "ol", "p", "ul"})
