"""A text that two sides changed: what the template changed comes in, what a person wrote stays. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# A chapter is a row of blocks; a list is its opening, its items and its end.
_OPENING = re.compile(r"(<(?:blockquote|div|h1|li|ol|p|ul)\b[^>]*>)")
_CLOSING = re.compile(r"(</(?:blockquote|div|h1|li|ol|p|ul)>)")
_LIST = re.compile(r"(<(?:ol|ul)\b[^>]*>)")
_CUT = "\x00"
_ENDING = re.compile(r"(?:\s|<br>|&nbsp;)+(?=</)")


@dataclass(frozen=True, slots=True)
class Clash:
    """A passage that both sides changed: what the person wrote stayed."""

    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The text of both; `taken` counts the passages that came in."""

    body: str
    taken: int
    clashes: tuple[Clash, ...]


@dataclass(frozen=True, slots=True)
class _Same:
    """A run of blocks that all three share: where it begins in each, and where it ends."""

    base: tuple[int, int]
    mine: tuple[int, int]
    theirs: tuple[int, int]


def merge(base: str, mine: str, theirs: str) -> Merged:
    """What led from `base` to `theirs` is done to `mine`, block by block, wherever `mine` still is as `base` was."""
    parts = [_blocks(text) for text in (base, mine, theirs)]
    keys = [[_key(block) for block in blocks] for blocks in parts]
    out: list[str] = []
    clashes: list[Clash] = []
    taken, at = 0, (0, 0, 0)
    for same in _shared(*keys):
        spans = (
            slice(at[0], same.base[0]),
            slice(at[1], same.mine[0]),
            slice(at[2], same.theirs[0]),
        )
        was, wrote, offers = (keys[side][span] for side, span in enumerate(spans))
        if offers != was and wrote == was:
            out += parts[2][spans[2]]
            taken += 1
        elif offers and wrote and not was and offers != wrote:  # both only added: there is room for both
            out += parts[1][spans[1]] + parts[2][spans[2]]
            taken += 1
        else:
            out += parts[1][spans[1]]
            if offers not in (was, wrote):
                clashes.append(Clash("".join(parts[1][spans[1]]), "".join(parts[2][spans[2]])))
        out += parts[1][slice(*same.mine)]
        at = (same.base[1], same.mine[1], same.theirs[1])
    return Merged("".join(out), taken, tuple(clashes))


def _blocks(text: str) -> list[str]:
    marked = _LIST.sub(rf"\1{_CUT}", _CLOSING.sub(rf"\1{_CUT}", _OPENING.sub(rf"{_CUT}\1", text)))
    blocks: list[str] = []
    for part in marked.split(_CUT):
        if part.strip() or not blocks:
            blocks.append(part)
        else:
            blocks[-1] += part  # blanks between two blocks belong to the first
    return [block for block in blocks if block]


def _key(block: str) -> str:
    """Two blocks are the same if they read the same, whatever the editor did to blanks and line ends."""
    return _ENDING.sub("", " ".join(block.replace("&nbsp;", " ").split()))


def _shared(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Iterator[_Same]:
    """The runs that stand in all three, in order; the last one is the end of them."""
    ours = SequenceMatcher(None, base, mine, autojunk=False).get_matching_blocks()
    others = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    a = b = 0
    while a < len(ours) and b < len(others):
        first, second = ours[a], others[b]
        start = max(first.a, second.a)
        end = min(first.a + first.size, second.a + second.size)
        if start < end:
            yield _Same(
                (start, end),
                (first.b + start - first.a, first.b + end - first.a),
                (second.b + start - second.a, second.b + end - second.a),
            )
        if first.a + first.size < second.a + second.size:
            a += 1
        else:
            b += 1
    yield _Same((len(base),) * 2, (len(mine),) * 2, (len(theirs),) * 2)
