"""Two texts compared by words. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser

_SENTENCE = re.compile(r"(?<=[.!?;:])\s+")
# Words before times words after in one changed passage; beyond this it is shown as taken out and put in as a whole,
# because the time to compare grows with the product.
MOST_COMPARED = 1_000_000


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words: `kind` is same, removed or added."""

    kind: str
    text: str


def compare_words(before: str, after: str) -> tuple[Words, ...]:
    """The runs of words that stayed, went and came. Sentences that stayed are found first, words only between them."""
    old, new = _SENTENCE.split(before), _SENTENCE.split(after)
    runs: list[Words] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        went, came = " ".join(old[a:b]).split(), " ".join(new[c:d]).split()
        for run in [("same", went)] if kind == "equal" else _passage(went, came):
            _append(runs, *run)
    return tuple(runs)


def _passage(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    if len(old) * len(new) > MOST_COMPARED:
        yield from (("removed", old), ("added", new))
        return
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "same", old[a:b]
        else:
            yield "removed", old[a:b]
            yield "added", new[c:d]


def _append(runs: list[Words], kind: str, words: Sequence[str]) -> None:
    if not words:
        return
    text = " ".join(words)
    if runs and runs[-1].kind == kind:
        runs[-1] = Words(kind, f"{runs[-1].text} {text}")
    else:
        runs.append(Words(kind, text))


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append(" ")


def text_of(html: str) -> str:
    """The words of a chapter without its markup."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    return " ".join("".join(parser.parts).split())
