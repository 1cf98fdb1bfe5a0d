"""The rubric of the review: versioned files beside this one, and what follows from scores. Pure.

A criterion is asked once per category of the instrument or once per chapter; each question is an item with a key
"criterion:subject". The index is the weighted mean of what was scored, 1–5.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

import yaml

CURRENT = "2021-1"
SCALE = (1, 2, 3, 4, 5)
_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question of the rubric with its described levels 1–5; `per` is category or chapter."""

    code: str
    per: str
    name: str
    asks: str
    weight: int
    levels: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Item:
    """A criterion asked of one category or chapter."""

    criterion: Criterion
    subject: str

    @property
    def key(self) -> str:
        """How the score is kept."""
        return f"{self.criterion.code}:{self.subject}"


@dataclass(frozen=True, slots=True)
class Score:
    """What a reviewer gave; a low score says why."""

    score: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Rubric:
    """One version. From `low` down a score needs a reason; `notice` says whose text it is, beside the scores."""

    version: str
    title: str
    notice: str
    low: int
    criteria: tuple[Criterion, ...]
    chapters: tuple[str, ...]

    def items(self, categories: Sequence[str]) -> tuple[Item, ...]:
        """Every question, criteria in order, each over its subjects in order."""
        subjects = {"category": tuple(categories), "chapter": self.chapters}
        return tuple(
            Item(criterion, subject) for criterion in self.criteria for subject in subjects[criterion.per]
        )


class UnknownRubric(LookupError):
    """There is no rubric of this version."""


@cache
def rubric(version: str = CURRENT) -> Rubric:
    """The rubric of a version. Raises UnknownRubric."""
    for path in sorted(_FOLDER.glob("*.yaml")):
        found = _read(path)
        if found.version == version:
            return found
    raise UnknownRubric(version)


def _read(path: Path) -> Rubric:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    criteria = tuple(Criterion(**row) for row in data["criteria"])
    for criterion in criteria:
        if tuple(criterion.levels) != SCALE:
            raise ValueError(f"{path.name}: {criterion.code} does not describe the levels 1 to 5")
    return Rubric(**{**data, "criteria": criteria, "chapters": tuple(data["chapters"])})


def unexplained(rubric: Rubric, scores: Mapping[str, Score]) -> tuple[str, ...]:
    """The keys of the low scores that give no reason."""
    return tuple(
        key for key, given in scores.items() if given.score <= rubric.low and not given.reason.strip()
    )


def index_of(items: Sequence[Item], scores: Mapping[str, Score], subject: str = "") -> Decimal | None:
    """The weighted mean of what was scored, with two decimals; of one subject, or of all. None without any score."""
    counted = [
        (item.criterion.weight, scores[item.key].score)
        for item in items
        if item.key in scores and subject in ("", item.subject)
    ]
    if not counted:
        return None
    total = sum(weight for weight, _score in counted)
    mean = Decimal(sum(weight * score for weight, score in counted)) / total
    return mean.quantize(Decimal("0.01"), ROUND_HALF_UP)


def scores_from(stored: Mapping[str, Mapping[str, object]]) -> dict[str, Score]:
    """Scores as they lie in the database."""
    return {key: Score(int(str(row["score"])), str(row.get("reason", ""))) for key, row in stored.items()}
