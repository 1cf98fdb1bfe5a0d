"""The index of one sheet by each of the three scores."""

from dataclasses import dataclass

from app.assessment.queries.sheet import Sheet
from app.assessment.scoring import AnswerScores, UnitAnswers, overall_index


@dataclass(frozen=True)
class ThreeIndices:
    """By the own scores alone; with the verification; with the ministry's scores above it. None: nothing to count."""

    own: float | None
    verified: float | None
    ministry: float | None
    verified_count: int
    ministry_count: int


def indices_of(sheet: Sheet) -> ThreeIndices:
    """Three times the same index; what a person may not see yet (a verdict under way) stays out."""
    scores = {line.spec.id: line.scores for line in sheet.lines if line.answer is not None}
    verified = sum(each.verified_score is not None for each in scores.values())
    ministry = sum(each.ministry_score is not None for each in scores.values())
    own = {key: AnswerScores(each.self_score) for key, each in scores.items()}
    upto = {key: AnswerScores(each.self_score, each.verified_score) for key, each in scores.items()}
    return ThreeIndices(
        _index(sheet, own),
        _index(sheet, upto) if verified else None,
        _index(sheet, scores) if ministry else None,
        verified,
        ministry,
    )


def _index(sheet: Sheet, scores: dict[str, AnswerScores]) -> float | None:
    unit = sheet.assessment.unit
    key, name = (unit.id, unit.name) if unit is not None else ("government", "")
    return overall_index(sheet.scheme, UnitAnswers(key, name, scores), sheet.scope).number
