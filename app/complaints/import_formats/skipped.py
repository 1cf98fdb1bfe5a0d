"""Rows of a file that are no complaints: how many of which kind, and where they stand."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

MOST_NAMED = 20  # of each kind the first are named by their number


class Skip(StrEnum):
    """Why a row below the headings is not read; `labels` has the words."""

    NOTE = "note"  # a total, a note, a signature
    HEADINGS = "headings"  # printed once more on the next page
    BLANK = "blank"


@dataclass
class Skipped:
    """Counts and first numbers; blank rows below the last row that says something are none."""

    counts: dict[Skip, int] = field(default_factory=dict)
    rows: dict[Skip, list[int]] = field(default_factory=dict)
    _blank: list[int] = field(default_factory=list)
    _blank_count: int = 0

    def add(self, why: Skip, number: int) -> None:
        """Note a row that is not read."""
        if why is not Skip.BLANK:
            self.something()
            self._note(why, [number], 1)
            return
        self._blank_count += 1
        if len(self._blank) < MOST_NAMED:
            self._blank.append(number)

    def something(self) -> None:
        """A row that says something: the blank rows above it stand inside the table."""
        if self._blank_count:
            self._note(Skip.BLANK, self._blank, self._blank_count)
            self._blank, self._blank_count = [], 0

    def _note(self, why: Skip, numbers: list[int], count: int) -> None:
        self.counts[why] = self.counts.get(why, 0) + count
        named = self.rows.setdefault(why, [])
        named += numbers[: MOST_NAMED - len(named)]

    def stored(self) -> dict[str, Any]:
        """As an import keeps it: kind → count and first numbers."""
        return {why.value: {"count": self.counts[why], "rows": self.rows[why]} for why in self.counts}
