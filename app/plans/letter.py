"""The letter of result as data, frozen with the decision. Pure; the words are made when it is printed."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class LetterScore:
    """One score of the rubric; `subject` is the name of a category or chapter."""

    criterion: str
    subject: str
    score: int
    reason: str


@dataclass(frozen=True, slots=True)
class LetterComment:
    """One comment. `place` is the numbered activity, the chapter's title or empty (whole plan); `cell` is a code."""

    severity: str
    place: str
    cell: str | None
    cell_year: int | None
    text: str
    answer: str
    outcome: str | None
    is_closed: bool


@dataclass(frozen=True, slots=True)
class LetterData:
    """Everything that the letter says. `index` is 1–5, None when nothing was scored; `rubric` is then empty."""

    number: str
    government_code: str
    government_name: str
    plan_title: str
    submission_number: int
    receipt_number: str
    submitted_at: datetime
    plan_sha256: str
    verdict: str
    reason: str
    decided_at: datetime
    reviewer: str
    rubric: str
    rubric_notice: str
    index: Decimal | None
    scored: int
    asked: int
    scores: tuple[LetterScore, ...]
    comments: tuple[LetterComment, ...]
    time_zone: str


def letter_number(government_code: str, year: int, number: int) -> str:
    """The number of the letter of a submission's result: HT-73.07-2021-01 (hasil telaah)."""
    return f"HT-{government_code}-{year}-{number:02d}"
