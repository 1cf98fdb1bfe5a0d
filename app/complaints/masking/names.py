"""Names of persons: in introductions, after titles and "atas nama", and names that are hardly anything else.

No list of names is complete and complaints are written in haste, so some names stay: what is found and missed is
measured on a made corpus (`python -m bench.masking`). Offices stay ("Bapak Bupati"), as do roads and places named after
people.
"""

from collections.abc import Iterator, Sequence
from enum import Enum, auto
from functools import cached_property

from app.complaints.masking.given_names import EVERYDAY, LIKELY, POSSIBLE, SURE
from app.complaints.masking.kinds import Found, Kind
from app.complaints.masking.reading import Reading
from app.complaints.masking.words import (
    CALLED,
    HONORIFICS,
    INTRODUCING,
    KIN,
    OFFICES,
    OURS,
    PARTICLES,
    PLACES,
    REPORTERS,
    SELF,
    SIGNING,
    STOP_WORDS,
    TITLES,
)

_MOST = 5  # parts of a name
_MOST_UNKNOWN = 3  # of them in small letters and not known as names
# Verbs and pronouns: "dilaporkan", "rumahnya".
_ENDINGS = ("nya", "kan", "lah", "kah")
_BEGINNINGS = ("di", "ber", "ter", "men", "mem", "pen", "pem", "non")
_SHORT = 5
_NAME_WORDS = frozenset({"nama", "nm", "nma"})
_OURSELVES = SELF | OURS
_ONLY_PARTICLES = PARTICLES - POSSIBLE
_WHOSE_NAME = _OURSELVES | REPORTERS | {"lengkap", "terlapor"}
# With any other word no name begins, and to none does it lead.
_LEADING = (
    _NAME_WORDS
    | INTRODUCING
    | REPORTERS
    | CALLED
    | SIGNING
    | {"hormat", "salam", "n", "an"}
    | TITLES
    | KIN
    | SELF
    | SURE
)
_VERBS = frozenset({"adalah", "ialah", "yaitu"})


class _Fit(Enum):
    """Whether a word may belong to a name."""

    YES = auto()
    UNKNOWN = auto()  # nothing speaks for it or against it
    NO = auto()


def find(reading: Reading) -> Iterator[Found]:
    """Every name that can be recognised."""
    finder = _Finder(reading)
    for place, low in enumerate(reading.lows):
        parts = finder.beginning_at(place) if low in _LEADING else ()
        if parts:
            yield Found(reading.starts[parts[0]], reading.ends[parts[-1]], Kind.NAME)


class _Finder:
    """Looks at a text word by word."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._lows = reading.lows

    def beginning_at(self, place: int) -> Sequence[int]:
        """The places of the words of a name to which this word leads, or with which it begins."""
        low = self._lows[place]
        announced = self._announced(place, low)
        if announced is not None:
            name = self._name(announced, trusting=True)
            if name:
                return name
        if low in TITLES:
            return self._after_title(place)
        if low in KIN and self._has(place + 1, _OURSELVES):
            return self._after_title(place + 1)
        if low in SELF and self._is_there(place + 1) and self._is_surely(place + 1):
            return self._name(place + 1, trusting=False)
        if low in SURE and self._reading.capital_tells(place) and place not in self._of_things:
            return self._name(place, trusting=False)
        return ()

    def _announced(self, place: int, low: str) -> int | None:
        """Where the name stands that this word announces: "nama saya …", "a.n. …", "hormat saya, …"."""
        after = place + 1
        if low in _NAME_WORDS:
            return self._after_name_word(place)
        if low in INTRODUCING:
            after = self._skip(after, _NAME_WORDS)
            return self._skip(after, _OURSELVES) if self._has(after, _OURSELVES) else None
        if low in REPORTERS:
            return after if self._colon_before(after) else None
        if low in CALLED:
            return None if self._names_a_thing(place) else after
        if low in SIGNING:
            return after
        if low in {"hormat", "salam"}:
            return after + 1 if self._has(after, _OURSELVES) else None
        return self._on_behalf(place, low)

    def _after_name_word(self, place: int) -> int | None:
        after = place + 1
        while self._has(after, _WHOSE_NAME) and self._reading.gap(after).isspace():
            after += 1
        if after > place + 1:
            return self._skip(after, _VERBS)
        return after if self._colon_before(after) or self._has(place - 1, {"atas"}) else None

    def _on_behalf(self, place: int, low: str) -> int | None:
        """ "a.n.", "a/n", "an." and, with something before it, "an"."""
        if low == "n" and self._has(place - 1, {"a"}) and self._reading.gap(place).strip() in {".", "/"}:
            return place + 1
        return place + 1 if low == "an" and place else None

    def _names_a_thing(self, place: int) -> bool:
        """Whether it is a village, a shop or a firm that is "bernama …"."""
        before = place - 2 if self._has(place - 1, {"yang"}) else place - 1
        return before >= 0 and self._lows[before].removesuffix("nya") in PLACES

    def _after_title(self, place: int) -> Sequence[int]:
        """The name after a title, unless an office or a common word follows ("Pak Camat", "ibu saya")."""
        first = place + 1
        of_thing = place and self._lows[place - 1] in PLACES and self._reading.joined(place)
        if not self._is_there(first) or of_thing:  # "Warung Pak Amat"
            return ()
        likely = self._lows[first] in LIKELY or self._reading.capital_tells(first) or self._is_surely(first)
        name = self._name(first, trusting=False) if likely else ()
        # "Daeng Gassing": the title is a part of the name.
        return (place, *name) if name and self._lows[place] in PARTICLES else name

    def _name(self, first: int, *, trusting: bool) -> Sequence[int]:
        """The places of the words of a name that begins at `first`; none when it is no name.

        `trusting`: something announced a name, so that unknown words in small letters are taken for one.
        """
        if not self._is_there(first):
            return ()
        first = self._after_honorifics(first)
        parts: list[int] = []
        unknown = 0
        for place in range(first, min(first + _MOST, len(self._lows))):
            if parts and not self._reading.joined(place):
                break
            fit = self._fit(place, trusting=trusting)
            unknown += fit is _Fit.UNKNOWN
            if fit is _Fit.NO or unknown > _MOST_UNKNOWN or (not parts and self._lows[place] in OFFICES):
                break
            parts.append(place)
        while parts and self._lows[parts[-1]] in _ONLY_PARTICLES:
            parts.pop()
        return () if all(len(self._lows[place]) == 1 for place in parts) else parts

    def _after_honorifics(self, first: int) -> int:
        """The first word that is more than "H." or "Drs."."""
        while self._lows[first] in HONORIFICS and self._has_joined(first + 1):
            first += 1
        return first

    def _fit(self, place: int, *, trusting: bool) -> _Fit:
        low = self._lows[place]
        if low in LIKELY or low in PARTICLES:
            return _Fit.YES
        tells = self._reading.capital_tells(place)
        if tells and low in EVERYDAY:
            return _Fit.YES
        if low in STOP_WORDS or low in PLACES or low.endswith(_ENDINGS):
            return _Fit.NO
        if tells or self._is_pair(place) or self._is_pair(place - 1):
            return _Fit.YES
        if not trusting or (len(low) > _SHORT and low.startswith(_BEGINNINGS)):
            return _Fit.NO
        return _Fit.UNKNOWN

    def _is_surely(self, place: int) -> bool:
        """Whether a word is a name also in small letters."""
        return self._lows[place] in SURE or self._is_pair(place)

    def _is_pair(self, place: int) -> bool:
        """Two words beside each other that are names, one of them surely: "andi baso"."""
        if place < 0 or not self._has_joined(place + 1):
            return False
        one, other = self._lows[place], self._lows[place + 1]
        return (one in SURE and other in POSSIBLE) or (one in POSSIBLE and other in SURE)

    def _is_there(self, place: int) -> bool:
        """Whether a word stands right after the one before it: at most a sign and spaces lie between."""
        return place < len(self._lows) and len(self._reading.gap(place).strip()) <= 1 + (place == 0)

    def _has_joined(self, place: int) -> bool:
        return place < len(self._lows) and self._reading.joined(place)

    def _has(self, place: int, words: frozenset[str] | set[str]) -> bool:
        return 0 <= place < len(self._lows) and self._lows[place] in words

    def _skip(self, place: int, words: frozenset[str]) -> int:
        return place + 1 if self._has(place, words) else place

    def _colon_before(self, place: int) -> bool:
        return place < len(self._lows) and self._reading.gap(place).strip() in {":", "="}

    @cached_property
    def _of_things(self) -> set[int]:
        """The words that stand in the name of a road, building or other thing."""
        found: set[int] = set()
        if PLACES.isdisjoint(self._reading.vocabulary):
            return found
        for place, low in enumerate(self._lows):
            after = place + 1
            while low in PLACES and self._has_joined(after) and self._goes_on(after):
                found.add(after)
                after += 1
        return found

    def _goes_on(self, place: int) -> bool:
        """Whether a word continues the name of a thing."""
        return self._reading.words[place][0].isupper() or self._lows[place] in HONORIFICS
