"""Templates of chapters: where they come from, and what is mistyped in them."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from app.plans.words import text_of

AROUND = 40  # characters of the text that are shown before and after a slip
_LIKENESS = 0.6  # of difflib, 0 to 1; below it no placeholder is proposed

_GOOD = re.compile(r"\{\{\s*([a-z_]{1,40})\s*\}\}")
# Whatever else stands between braces, then a brace that nobody closed, then one that nobody opened.
_BRACES = re.compile(r"\{+\s*[^\s{}]*(?:[ \t][^\s{}]+){0,3}\s*\}+|\{+\s*[^\s{}]{0,40}|\}+")
# Right placeholders are out of the way while the text is searched; these characters are in nobody's keyboard.
_OPEN, _CLOSE = "\ue000", "\ue001"


class TemplateState(StrEnum):
    """Whether a version can still be changed."""

    DRAFT = "draft"
    PUBLISHED = "published"


class TemplateSource(StrEnum):
    """Whose template it is; a plan begins with the last of these that says something about a chapter."""

    PACKAGED = "packaged"  # comes with the installation
    NATIONAL = "national"  # published by the ministry
    OWN = "own"  # kept by the government


@dataclass(frozen=True, slots=True)
class Slip:
    """A placeholder that does not exist, as it was typed, with the words around it and the likeliest right one."""

    typed: str
    before: str
    after: str
    nearest: str = ""  # with its braces; empty when nothing is like it


def slips(body: str, known: Collection[str]) -> tuple[Slip, ...]:
    """What between braces is no placeholder of `known`, in the order of the text.

    A right name that markup cuts in two is one as well: nothing would fill it.
    """
    text = text_of(_GOOD.sub(lambda found: _away(found, known), body))
    return tuple(_slip(text, found, known) for found in _BRACES.finditer(text))


def _away(found: re.Match[str], known: Collection[str]) -> str:
    name = found.group(1)
    return f"{_OPEN}{name}{_CLOSE}" if name in known else found.group(0)


def _back(text: str) -> str:
    return text.replace(_OPEN, "{{").replace(_CLOSE, "}}")


def _slip(text: str, found: re.Match[str], known: Collection[str]) -> Slip:
    start, end = found.span()
    name = "_".join(found.group(0).strip("{} \t").casefold().split())
    near = get_close_matches(name, sorted(known), n=1, cutoff=_LIKENESS) if name else []
    return Slip(
        typed=_back(found.group(0)).strip(),
        before=_back(text[max(0, start - AROUND) : start]),
        after=_back(text[end : end + AROUND]),
        nearest=f"{{{{{near[0]}}}}}" if near else "",
    )
