"""Submissions, and what the reviewers say about them."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

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
from app.plans.rules import ChapterCode, CommentKind, Outcome, Severity, Verdict


class Submission(Base, HasId, TenantOwned):
    """One official version, for ever: the canonical JSON that was sent, its SHA-256 and its receipt number.

    Only `pdf_file_id` is written later, once, when the document was rendered.
    """

    __tablename__ = "plan_submission"
    __table_args__ = (
        UniqueConstraint("government_id", "id"),
        UniqueConstraint("plan_id", "number"),
        UniqueConstraint("receipt_number"),
        ForeignKeyConstraint(["government_id", "plan_id"], ["plan.government_id", "plan.id"]),
        CheckConstraint("number > 0", name="number_counts_from_one"),
        CheckConstraint("length(sha256) = 64", name="sha256_complete"),
    )

    plan_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    number: Mapped[int] = mapped_column(Integer)
    receipt_number: Mapped[str] = mapped_column(String(40))
    content: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    pdf_file_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("stored_file.id"))
    submitted_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    submitted_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    submitter_name: Mapped[str] = mapped_column(String(120), default="")

    decision: Mapped["ReviewDecision | None"] = relationship(
        primaryjoin="Submission.id == ReviewDecision.submission_id",
        foreign_keys="ReviewDecision.submission_id",
        uselist=False,
        viewonly=True,
    )


class ReviewDecision(Base, HasId, TenantOwned, Timestamped):
    """How the ministry decided on a submission; one decision each, never changed."""

    __tablename__ = "plan_review_decision"
    __table_args__ = (
        UniqueConstraint("submission_id"),
        ForeignKeyConstraint(
            ["government_id", "submission_id"], ["plan_submission.government_id", "plan_submission.id"]
        ),
        CheckConstraint("verdict <> 'returned' OR length(reason) > 0", name="return_says_why"),
    )

    submission_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    verdict: Mapped[Verdict] = mapped_column(enum_column(Verdict))
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))


class ReviewComment(Base, HasId, TenantOwned, Timestamped, Versioned):
    """A comment of the ministry, a recommendation of the province or a finding of the Ombudsman.

    It belongs to the plan, so that it stays in sight until it is answered and closed, and names the submission it was
    made on, and the line (or one cell of it) or the chapter. Without either it is about the whole plan. A withdrawn one
    stays in the table and is shown to nobody.
    """

    __tablename__ = "plan_review_comment"
    __table_args__ = (
        ForeignKeyConstraint(["government_id", "plan_id"], ["plan.government_id", "plan.id"]),
        ForeignKeyConstraint(
            ["government_id", "submission_id"], ["plan_submission.government_id", "plan_submission.id"]
        ),
        ForeignKeyConstraint(["government_id", "line_id"], ["plan_line.government_id", "plan_line.id"]),
        CheckConstraint("line_id IS NULL OR chapter_code IS NULL", name="line_or_chapter"),
        CheckConstraint("length(text) > 0", name="text_present"),
        CheckConstraint("(answered_at IS NULL) = (answer = '')", name="answer_has_moment"),
        CheckConstraint("cell IS NULL OR line_id IS NOT NULL", name="cell_of_a_line"),
        CheckConstraint("cell_year IS NULL OR cell IS NOT NULL", name="year_of_a_cell"),
        CheckConstraint("outcome IS NULL OR answered_at IS NOT NULL", name="outcome_of_an_answer"),
    )

    plan_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    submission_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), index=True)
    kind: Mapped[CommentKind] = mapped_column(enum_column(CommentKind), default=CommentKind.REVIEW)
    severity: Mapped[Severity] = mapped_column(enum_column(Severity))
    line_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), index=True)
    chapter_code: Mapped[ChapterCode | None] = mapped_column(enum_column(ChapterCode))
    cell: Mapped[str | None] = mapped_column(String(40))  # of `rules.reviewing`
    cell_year: Mapped[int | None] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(Text)
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    author_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    author_name: Mapped[str] = mapped_column(String(120), default="")
    answer: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[Outcome | None] = mapped_column(
        enum_column(Outcome)
    )  # None: answered before it was asked for
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    resolved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    resolved_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
