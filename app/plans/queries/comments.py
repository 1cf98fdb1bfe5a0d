"""Comments of the review."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import case, select

from app.db import db
from app.plans.models import Plan, ReviewComment
from app.plans.rules import Severity


@dataclass(frozen=True)
class Comments:
    """All comments of a plan: whole, by line and by chapter."""

    all: Sequence[ReviewComment]
    by_line: Mapping[str, Sequence[ReviewComment]]
    by_chapter: Mapping[str, Sequence[ReviewComment]]
    general: Sequence[ReviewComment]

    @property
    def unanswered(self) -> int:
        """Open comments without an answer."""
        return sum(1 for item in self.all if item.answered_at is None and item.resolved_at is None)

    @property
    def answered(self) -> int:
        """Open comments that have their answer."""
        return sum(1 for item in self.all if item.answered_at is not None and item.resolved_at is None)

    @property
    def open(self) -> int:
        """Comments that nobody has closed."""
        return sum(1 for item in self.all if item.resolved_at is None)


_GRAVITY = case(
    {severity.value: place for place, severity in enumerate(Severity)}, value=ReviewComment.severity
)


def comments_of(plan: Plan) -> Comments:
    """The comments, open ones first, the gravest first, then by age."""
    found = db.session.scalars(
        select(ReviewComment)
        .where(ReviewComment.plan_id == plan.id, ReviewComment.withdrawn_at.is_(None))
        .order_by(
            ReviewComment.resolved_at.is_not(None), _GRAVITY, ReviewComment.created_at, ReviewComment.id
        )
    ).all()
    by_line, by_chapter, general = defaultdict(list), defaultdict(list), []
    for comment in found:
        if comment.line_id:
            by_line[comment.line_id].append(comment)
        elif comment.chapter_code:
            by_chapter[comment.chapter_code.value].append(comment)
        else:
            general.append(comment)
    return Comments(found, by_line, by_chapter, general)
