"""How the ministry reviews: who reads which plan, scores, letters, reusable texts, second looks."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.db import (
    ID_LENGTH,
    Base,
    HasId,
    TenantOwned,
    Timestamped,
    UtcDateTime,
    Versioned,
    enum_column,
    utc_now,
)
from app.plans.rules import AssignedHow, SecondOpinion

_IN_FORCE = text("ended_at IS NULL")


def _to_submission() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["government_id", "submission_id"], ["plan_submission.government_id", "plan_submission.id"]
    )


class ReviewAssignment(Base, HasId, TenantOwned, Timestamped):
    """Who reads a plan for the ministry. One is in force at a time; those that ended are the history."""

    __tablename__ = "plan_review_assignment"
    __table_args__ = (
        ForeignKeyConstraint(["government_id", "plan_id"], ["plan.government_id", "plan.id"]),
        Index(
            "uq_plan_review_assignment_in_force",
            "plan_id",
            unique=True,
            sqlite_where=_IN_FORCE,
            postgresql_where=_IN_FORCE,
        ),
    )

    plan_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    reviewer_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"), index=True)
    how: Mapped[AssignedHow] = mapped_column(enum_column(AssignedHow))
    assigned_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))


class ScoreSheet(Base, HasId, TenantOwned, Timestamped, Versioned):
    """The ministry's own scores of a submission; fixed once the verdict is given.

    `scores` is {"criterion:subject": {"score": 1–5, "reason": text}} of the rubric's version `rubric`.
    """

    __tablename__ = "plan_review_sheet"
    __table_args__ = (UniqueConstraint("submission_id"), _to_submission())

    submission_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    rubric: Mapped[str] = mapped_column(String(20))
    scores: Mapped[dict[str, dict[str, Any]]] = mapped_column(JSON, default=dict)
    author_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    author_name: Mapped[str] = mapped_column(String(120), default="")
    scored_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)


class ReviewLetter(Base, HasId, TenantOwned, Timestamped):
    """What the ministry wrote to the regency with its verdict, for ever: canonical JSON and its SHA-256."""

    __tablename__ = "plan_review_letter"
    __table_args__ = (
        UniqueConstraint("submission_id"),
        UniqueConstraint("number"),
        _to_submission(),
        CheckConstraint("length(sha256) = 64", name="sha256_complete"),
    )

    submission_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    number: Mapped[str] = mapped_column(String(60))
    content: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))


class ReviewPhrase(Base, HasId, Timestamped, Versioned):
    """A text that reviewers use again: of one person, or shared by the ministry. It belongs to no government."""

    __tablename__ = "plan_review_phrase"
    __table_args__ = (CheckConstraint("length(title) > 0 AND length(text) > 0", name="says_something"),)

    owner_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"), index=True)
    is_shared: Mapped[bool] = mapped_column(default=False)
    title: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)


class ReviewDraw(Base, HasId, Timestamped):
    """A sample of finished reviews for a second look. Seed and population let anybody draw it again."""

    __tablename__ = "plan_review_draw"
    __table_args__ = (CheckConstraint("size > 0 AND population >= size", name="size_within_population"),)

    seed: Mapped[str] = mapped_column(String(40))
    size: Mapped[int] = mapped_column(Integer)
    population: Mapped[int] = mapped_column(Integer)
    decided_until: Mapped[datetime] = mapped_column(UtcDateTime)
    drawn_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))


class SecondLook(Base, HasId, TenantOwned, Versioned):
    """One drawn submission, and what the second reader found."""

    __tablename__ = "plan_review_second_look"
    __table_args__ = (
        UniqueConstraint("draw_id", "submission_id"),
        _to_submission(),
        CheckConstraint("(opinion IS NULL) = (looked_at IS NULL)", name="opinion_has_moment"),
        CheckConstraint("opinion <> 'differs' OR length(note) > 0", name="difference_says_why"),
    )

    draw_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("plan_review_draw.id"))
    submission_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    position: Mapped[int] = mapped_column(Integer)
    opinion: Mapped[SecondOpinion | None] = mapped_column(enum_column(SecondOpinion))
    note: Mapped[str] = mapped_column(Text, default="")
    looked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    looked_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
