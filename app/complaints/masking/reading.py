"""A text, read once for all modules: its words with their places."""

import re
from functools import cached_property

# The shortest number that names anybody has seven digits.
LONG_NUMBER = re.compile(r"[0-9Oo](?:[ .\-/()Oo]{0,3}[0-9]){6}")
_WORD = re.compile(r"[^\W\d_](?:[\w'’]|-(?=[^\W\d_]))*")
_SHOUTING, _TITLE_CASE = 0.8, 0.85  # shares of words with capitals from which they say nothing
_FEW = 6  # words of which no share is told
_LONG = 3  # letters; shorter ones are often abbreviations
_LONGEST_ABBREVIATION = 4


class Reading:
    """The words of a text, side by side with their places; word number n begins at `starts[n]`."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(text)]
        self.starts = [start for start, _, _ in found]
        self.ends = [end for _, end, _ in found]
        self.words = [word for _, _, word in found]
        self.lows = [word.lower() for word in self.words]
        self.vocabulary = frozenset(self.lows)

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def has_long_number(self) -> bool:
        """Whether there are enough digits in a row to name somebody."""
        return LONG_NUMBER.search(self.text) is not None

    def gap(self, place: int) -> str:
        """What stands between a word and the one before it."""
        return self.text[self.ends[place - 1] : self.starts[place]]

    def joined(self, place: int) -> bool:
        """Only spaces, or the full stop of an initial or abbreviation, lie between a word and the one before it."""
        between = self.gap(place)
        if between.startswith("."):
            return len(self.words[place - 1]) <= _LONGEST_ABBREVIATION and between in {".", ". ", ".  "}
        return between in {" ", "  ", "-"}

    def capital_tells(self, place: int) -> bool:
        """Whether the capital of a word says that it is a name; abbreviations have capitals too."""
        word = self.words[place]
        is_abbreviation = 1 < len(word) <= _LONGEST_ABBREVIATION and word.isupper()
        return word[0].isupper() and not is_abbreviation and self._capitals_tell

    @cached_property
    def _capitals_tell(self) -> bool:
        """Whether capitals mean anything in this text, or everything has one."""
        long = [word for word in self.words if len(word) >= _LONG]
        if not long or sum(map(str.isupper, long)) >= _SHOUTING * len(long):
            return False
        return len(long) < _FEW or sum(word[0].isupper() for word in long) < _TITLE_CASE * len(long)
