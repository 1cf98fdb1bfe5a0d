"""The sentences of a chapter, each with a key that stays while its words stay."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

from app.plans.placeholders import OPEN_MARK, names_in

_BLOCKS = frozenset({"blockquote", "div", "h1", "h3", "li", "ol", "p", "ul"})
_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"(\d{])")
# After these a full stop ends no sentence: "No. 5", "Jl. Persatuan", "H. Andi".
_SHORT = re.compile(r"(?:^|[\s(])(?:[A-Z]|a\.n|Dr|dr|Drs|Hj|Ir|Jl|Kab|Kec|Kel|No|Prof|St|u\.p|vs)\.$")
_BLANK = re.compile(r"\n\s*\n")
_PLACEHOLDER = re.compile(r"\{\{\s*([a-z_]{1,40})\s*\}\}")
KEY_LENGTH = 24


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its words with placeholders, and the placeholders it uses."""

    key: str
    text: str
    names: tuple[str, ...]


def sentences(html: str) -> tuple[Sentence, ...]:
    """The sentences of a chapter in their order; the same words twice are one sentence."""
    found: dict[str, Sentence] = {}
    for block in _blocks(html):
        for text in _split(block):
            key = hashlib.sha256(text.encode()).hexdigest()[:KEY_LENGTH]
            found.setdefault(key, Sentence(key, text, names_in(text)))
    return tuple(found.values())


def reads(sentence: Sentence, values: Mapping[str, str | None]) -> str:
    """A sentence with its figures, as plain text; an unknown name stays, a missing figure is an ellipsis."""
    return _PLACEHOLDER.sub(
        lambda match: values.get(match.group(1), match.group(0)) or OPEN_MARK, sentence.text
    )


def _split(block: str) -> list[str]:
    whole: list[str] = []
    for part in _END.split(block):
        if whole and _SHORT.search(whole[-1]):
            whole[-1] = f"{whole[-1]} {part}"
        else:
            whole.append(part)
    return whole


def _blocks(html: str) -> list[str]:
    parser = _Blocks()
    parser.feed(html)
    parser.close()
    parts = [part for block in "".join(parser.parts).split("\0") for part in _BLANK.split(block)]
    plain = (_PLACEHOLDER.sub(r"{{\1}}", " ".join(part.split())) for part in parts)
    return [part for part in plain if part]


class _Blocks(HTMLParser):
    """Text with a NUL between blocks and a line end for every <br>."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data.replace("\0", "").replace("\n", " "))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.parts.append("\0")
        elif tag == "br":
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("\0")
