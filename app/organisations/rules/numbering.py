"""Numbers of documents: a pattern such as "000.8.3/{nomor}/ORG/{bulan_romawi}/{tahun}", read, checked and filled."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

MOST_PATTERN = 80  # characters
MOST_NUMBER = 120
MOST_RUNNING = 999_999
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
PARTS = ("nomor", "kode", "bulan", "bulan_romawi", "tahun")

_BRACES = re.compile(r"\{([^{}]*)\}")
_PADDED = re.compile(r"nomor:([1-6])")
_PLAIN = re.compile(
    r"[\w ./\-]*"
)  # what offices put between the parts; nothing that means something elsewhere
_TYPED = re.compile(r"[\w./\-]+(?: [\w./\-]+)*")


class PatternFault(StrEnum):
    """What is wrong with a pattern."""

    NO_NUMBER = "no_number"  # {nomor} has to stand in it once
    NO_YEAR = "no_year"  # counting begins anew each year, so the year has to be seen
    UNKNOWN_PART = "unknown_part"
    BRACE = "brace"
    SIGN = "sign"
    TOO_LONG = "too_long"
    NO_CODE = "no_code"  # {kode} stands in it, and no code was given


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault with what was typed, and for a mistyped part the likeliest right one (without braces)."""

    kind: PatternFault
    typed: str = ""
    nearest: str = ""


def faults(pattern: str, code: str = "") -> tuple[Fault, ...]:
    """What is wrong with a pattern; nothing for an empty one, which means that numbers are typed by hand."""
    return tuple(_faults(pattern, code)) if pattern else ()


def _faults(pattern: str, code: str) -> Iterator[Fault]:
    if len(pattern) > MOST_PATTERN:
        yield Fault(PatternFault.TOO_LONG)
    names = [_name(part) for part in _BRACES.findall(pattern)]
    for name in names:
        if name not in PARTS:
            near = get_close_matches(name.casefold(), PARTS, n=1, cutoff=0.5)
            yield Fault(PatternFault.UNKNOWN_PART, name, near[0] if near else "")
    rest = _BRACES.sub("", pattern)
    if "{" in rest or "}" in rest:
        yield Fault(PatternFault.BRACE)
    elif not _PLAIN.fullmatch(rest + code):
        wrong = next(sign for sign in rest + code if not _PLAIN.fullmatch(sign))
        yield Fault(PatternFault.SIGN, wrong)
    if names.count("nomor") != 1:
        yield Fault(PatternFault.NO_NUMBER)
    if "tahun" not in names:
        yield Fault(PatternFault.NO_YEAR)
    if "kode" in names and not code.strip():
        yield Fault(PatternFault.NO_CODE)


def filled(pattern: str, running: int, day: date, code: str = "") -> str:
    """The number: `running` (1…) within the year of `day`. The pattern has no faults.

    >>> filled("000.8/{nomor:3}/ORG/{bulan_romawi}/{tahun}", 7, date(2021, 10, 5))
    '000.8/007/ORG/X/2021'
    """
    values = {
        "kode": code.strip(),
        "bulan": f"{day.month:02d}",
        "bulan_romawi": ROMAN[day.month - 1],
        "tahun": str(day.year),
    }

    def said(found: re.Match[str]) -> str:
        padded = _PADDED.fullmatch(found.group(1))
        if padded:
            return f"{running:0{padded.group(1)}d}"
        return str(running) if found.group(1) == "nomor" else values[found.group(1)]

    return _BRACES.sub(said, pattern)[:MOST_NUMBER]


def is_typed_number(text: str) -> bool:
    """Whether somebody may type this as a number: letters, digits, and what offices put between them."""
    return len(text) <= MOST_NUMBER and bool(_TYPED.fullmatch(text))


@dataclass(frozen=True, slots=True)
class Jump:
    """A book goes on with `first` after `after` (0: before its first number): what lies between stands elsewhere."""

    after: int
    first: int


class GivenAlreadyError(ValueError):
    """The book cannot go on with a number that was given, or one before it; `last` is the last one of the year."""

    def __init__(self, last: int) -> None:
        super().__init__(str(last))
        self.last = last


def jumps_of(kept: Mapping[str, Any], year: int) -> tuple[Jump, ...]:
    """The jumps of a year, in order, from what is kept of a kind of document: {"jumps": {"2021": [[0, 57]]}}."""
    return tuple(Jump(after, first) for after, first in kept.get("jumps", {}).get(str(year), ()))


def coming_running(last: int, jumps: Sequence[Jump]) -> int:
    """The running number after the `last` one of the year.

    >>> coming_running(0, [Jump(0, 57)]), coming_running(57, [Jump(0, 57)])
    (57, 58)
    """
    return max(last + 1, *(jump.first for jump in jumps), 1)


def pending(last: int, jumps: Iterable[Jump]) -> Jump | None:
    """The jump that no number has taken yet."""
    return next((jump for jump in jumps if jump.first > last), None)


def continued(last: int, jumps: Iterable[Jump], wanted: int | None) -> tuple[Jump, ...]:
    """The jumps when the book is to go on with `wanted` (None: with the one after the last).

    What was jumped over before a number was given stays noted. Raises `GivenAlreadyError`.
    """
    taken = tuple(jump for jump in jumps if jump.first <= last)
    if wanted is None or wanted == last + 1:
        return taken
    if wanted <= last:
        raise GivenAlreadyError(last)
    return (*taken, Jump(last, wanted))


def gaps(numbers: Iterable[int], jumps: Iterable[Jump]) -> tuple[int, ...]:
    """Running numbers below the highest one that nobody has and no jump explains."""
    given = set(numbers)
    elsewhere = {number for jump in jumps for number in range(jump.after + 1, jump.first)}
    return tuple(number for number in range(1, max(given, default=0)) if number not in given | elsewhere)


def _name(part: str) -> str:
    return "nomor" if _PADDED.fullmatch(part) else part
