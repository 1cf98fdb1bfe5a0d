"""How well a masker finds what the corpus marks.

Recall: of the marked places, those of which every letter and digit is masked (under whatever name). Precision: of what
was masked as a kind, the findings of which at least four fifths of the letters and digits were marked (as any kind).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from app.complaints.masking import Found, Kind
from tests.samples.complaints.masking import Sample

ENOUGH = 0.8


@dataclass
class Score:
    """Counts for one kind."""

    marked: int = 0
    masked: int = 0
    findings: int = 0
    right: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.masked / self.marked if self.marked else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.findings if self.findings else 1.0


def score(samples: Iterable[Sample], find: Callable[[str], Sequence[Found]]) -> dict[Kind, Score]:
    """Precision and recall of each kind."""
    scores = {kind: Score() for kind in Kind}
    for sample in samples:
        found = find(sample.text)
        covered = _places(found)
        marked = _places(sample.marks)
        for mark in sample.marks:
            own = scores[mark.kind]
            own.marked += 1
            if _letters(sample.text, mark) <= covered:
                own.masked += 1
            else:
                own.missed.append(_shown(sample.text, mark))
        for finding in found:
            own = scores[finding.kind]
            own.findings += 1
            letters = _letters(sample.text, finding)
            if len(letters & marked) >= ENOUGH * len(letters):
                own.right += 1
            else:
                own.wrong.append(_shown(sample.text, finding))
    return scores


def total(scores: dict[Kind, Score]) -> Score:
    """All kinds together."""
    found = Score()
    for own in scores.values():
        found.marked += own.marked
        found.masked += own.masked
        found.findings += own.findings
        found.right += own.right
    return found


def _places(found: Iterable[Found]) -> set[int]:
    return {place for one in found for place in range(one.start, one.end)}


def _letters(text: str, one: Found) -> set[int]:
    return {place for place in range(one.start, one.end) if text[place].isalnum()}


def _shown(text: str, one: Found) -> str:
    before, after = text[max(one.start - 25, 0) : one.start], text[one.end : one.end + 15]
    return f"{before}«{text[one.start : one.end]}»{after}".replace("\n", "⏎")
