"""A text, read once for all modules: its words with their places."""

import re

# The shortest number that names anybody has seven digits.
LONG_NUMBER = re.compile(r"[0-9Oo](?:[ .\-/()Oo]{0,3}[0-9]){6}")
_WORD = re.compile(r"[^\W\d_][\w'’]*(?:-(?=[^\W\d_])[\w'’]*)*")
_FEWEST = 6  # of them figures: the letter O may stand for one
_FIGURES = b"0123456789"
_SHOUTING, _TITLE_CASE = 0.8, 0.85  # shares of words with capitals from which they say nothing
_FEW = 6  # words of which no share is told
_LONG = 3  # letters; shorter ones are often abbreviations
_LONGEST_ABBREVIATION = 4


class Reading:
    """The words of a text, side by side with their places; word number n begins at `starts[n]`."""

    def __init__(self, text: str) -> None:
        self.text = text
        spans = [match.span() for match in _WORD.finditer(text)]
        self.starts = [span[0] for span in spans]
        self.ends = [span[1] for span in spans]
        self.words = [text[start:end] for start, end in spans]
        self.lows = [word.lower() for word in self.words]
        self.vocabulary = frozenset(self.lows)
        # How many figures there are; no number has more.
        raw = text.encode("utf-8", "replace")
        self.digits = len(raw) - len(raw.translate(None, _FIGURES))
        # Whether there are enough of them in a row to name somebody.
        self.has_long_number = self.digits >= _FEWEST and LONG_NUMBER.search(text) is not None
        self._tell: bool | None = None

    def __len__(self) -> int:
        return len(self.words)

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
        return word[0].isupper() and not is_abbreviation and self._capitals_tell()

    def _capitals_tell(self) -> bool:
        if self._tell is None:  # a cached property would take a lock, which costs more than the look
            self._tell = self._do_capitals_tell()
        return self._tell

    def _do_capitals_tell(self) -> bool:
        """Whether capitals mean anything in this text, or everything has one."""
        long = [word for word in self.words if len(word) >= _LONG]
        if not long or sum(map(str.isupper, long)) >= _SHOUTING * len(long):
            return False
        return len(long) < _FEW or sum(word[0].isupper() for word in long) < _TITLE_CASE * len(long)
