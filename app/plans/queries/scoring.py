"""The ministry's scores of a submission."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from app.db import db
from app.plans.document_data import PlanDocument
from app.plans.models import ReviewLetter, ScoreSheet, Submission
from app.plans.rubric import CURRENT, Item, Rubric, Score, index_of, rubric, scores_from


@dataclass(frozen=True)
class SheetView:
    """A sheet ready to be shown: every question with its score, and the names of its subjects."""

    sheet: ScoreSheet | None
    rubric: Rubric
    items: Sequence[Item]
    scores: Mapping[str, Score]
    names: Mapping[str, str]

    @property
    def index(self) -> Decimal | None:
        """The index over everything, 1–5; None without a score."""
        return index_of(self.items, self.scores)

    @property
    def scored(self) -> int:
        """How many questions have a score."""
        return sum(1 for item in self.items if item.key in self.scores)

    def index_of(self, subject: str) -> Decimal | None:
        """The index of one category or chapter."""
        return index_of(self.items, self.scores, subject)

    @property
    def subjects(self) -> list[str]:
        """Categories, then chapters, each once."""
        return list(dict.fromkeys(item.subject for item in self.items))


def sheet_of(submission: Submission) -> ScoreSheet | None:
    """The sheet of a submission, if the ministry began one."""
    return db.session.scalars(
        select(ScoreSheet).where(ScoreSheet.submission_id == submission.id)
    ).one_or_none()


def sheet_view(submission: Submission, document: PlanDocument) -> SheetView:
    """The scores of a submission with the rubric they were given by."""
    sheet = sheet_of(submission)
    used = rubric(sheet.rubric if sheet else CURRENT)
    names = {category.code: category.name for category in document.categories}
    names |= {chapter.code: chapter.title for chapter in document.chapters}
    items = used.items([category.code for category in document.categories])
    return SheetView(sheet, used, items, scores_from(sheet.scores) if sheet else {}, names)


def letter_of(submission: Submission) -> ReviewLetter | None:
    """The letter that went out with the verdict on a submission; none before it."""
    return db.session.scalars(
        select(ReviewLetter).where(ReviewLetter.submission_id == submission.id)
    ).one_or_none()
