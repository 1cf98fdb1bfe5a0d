"""Finds words of the glossary in a text: where each term stands for the first time, so that it can be explained there.

Pure: no Flask, no catalogue. What the words mean and how they look on a page is said in `glossary.py`.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text as it was written; `term` names the glossary entry that it is a word of, else empty."""

    words: str
    term: str = ""


Spellings = tuple[tuple[str, tuple[str, ...]], ...]


def pieces(text: str, spellings: Mapping[str, Iterable[str]], known: Collection[str] = ()) -> list[Piece]:
    """The text in pieces that together are exactly the text.

    `spellings` has the words of each term; the longest that fits is taken ("nilai terverifikasi" before "nilai").
    A term is found once, and not at all if it is `known`. Words are whole words, in capitals or not.
    """
    found: list[Piece] = []
    seen = set(known)
    end = 0
    for match in _pattern(tuple((term, tuple(words)) for term, words in spellings.items())).finditer(text):
        term = _term_of(match.group(), spellings)
        if term in seen:
            continue
        seen.add(term)
        if match.start() > end:
            found.append(Piece(text[end : match.start()]))
        found.append(Piece(match.group(), term))
        end = match.end()
    if end < len(text):
        found.append(Piece(text[end:]))
    return found


def terms_in(texts: Iterable[str], spellings: Mapping[str, Iterable[str]]) -> list[str]:
    """The terms that occur in any of the texts, in the order in which they come."""
    found: dict[str, None] = {}
    for text in texts:
        found.update(dict.fromkeys(piece.term for piece in pieces(text, spellings) if piece.term))
    return list(found)


@lru_cache(maxsize=8)
def _pattern(spellings: Spellings) -> re.Pattern[str]:
    words = sorted({word for _term, some in spellings for word in some}, key=len, reverse=True)
    if not words:
        return re.compile(r"(?!)")
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w-])", re.IGNORECASE)


def _term_of(words: str, spellings: Mapping[str, Iterable[str]]) -> str:
    wanted = words.casefold()
    return next(term for term, some in spellings.items() if wanted in (each.casefold() for each in some))
