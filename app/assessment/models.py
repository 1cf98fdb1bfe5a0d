"""Tables of the assessment: round, assessment, answer, evidence, receipt, history."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.assessment.plausibility import FlagState
from app.assessment.states import AnswerEventKind, AssessmentState, EvidenceKind, ReturnState, RoundState
from app.db import (
    ID_LENGTH,
    Base,
    HasId,
    TenantOwned,
    Timestamped,
    UtcDateTime,
    Versioned,
    enum_column,
    new_id,
)
from app.files import StoredFile
from app.organisations.models import Unit

REMINDER_DAYS = "14, 7, 3, 1"
_ON_SCALE = "{0} IS NULL OR {0} BETWEEN 1 AND 5"


class Round(Base, HasId, TenantOwned, Timestamped, Versioned):
    """One assessment of a whole government: which instrument, which year, and until when the units may write."""

    __tablename__ = "assessment_round"
    __table_args__ = (
        UniqueConstraint("government_id", "id"),
        UniqueConstraint("government_id", "year"),  # receipts are numbered per government and year
        CheckConstraint("closes_at > opens_at", name="opens_before_it_closes"),
        CheckConstraint("year BETWEEN 2000 AND 2100", name="year_plausible"),
        CheckConstraint("receipts_issued >= 0", name="receipts_counted"),
    )

    instrument_version_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("instrument_version.id"))
    year: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(String(200))
    opens_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[RoundState] = mapped_column(enum_column(RoundState), default=RoundState.OPEN)
    receipts_issued: Mapped[int] = mapped_column(Integer, default=0)
    # Days before the deadline on which who has not finished is reminded: "14, 7, 3, 1".
    reminder_days: Mapped[str] = mapped_column(
        String(60), default=REMINDER_DAYS, server_default=text(f"'{REMINDER_DAYS}'")
    )
    created_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))


class Assessment(Base, HasId, TenantOwned, Timestamped, Versioned):
    """What one unit answers in one round; without a unit, the indicators that the government answers once."""

    __tablename__ = "assessment"
    __table_args__ = (
        UniqueConstraint("government_id", "id"),
        UniqueConstraint("round_id", "unit_id"),
        # NULLs are distinct in a unique constraint, so the government's own assessment needs its own index.
        Index(
            "uq_assessment_round_government_scope",
            "round_id",
            unique=True,
            sqlite_where=text("unit_id IS NULL"),
            postgresql_where=text("unit_id IS NULL"),
        ),
        ForeignKeyConstraint(
            ["government_id", "round_id"], ["assessment_round.government_id", "assessment_round.id"]
        ),
        ForeignKeyConstraint(["government_id", "unit_id"], ["unit.government_id", "unit.id"]),
        CheckConstraint("(submitted_at IS NULL) = (receipt_number = '')", name="receipt_when_submitted"),
        CheckConstraint("state <> 'submitted' OR submitted_at IS NOT NULL", name="submitted_has_moment"),
        CheckConstraint("state <> 'verified' OR verified_at IS NOT NULL", name="verified_has_moment"),
    )

    round_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    unit_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), index=True)
    state: Mapped[AssessmentState] = mapped_column(
        enum_column(AssessmentState), default=AssessmentState.DRAFT
    )
    receipt_number: Mapped[str] = mapped_column(String(40), default="")
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # the latest submission
    submitted_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    verified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    verified_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    extended_until: Mapped[datetime | None] = mapped_column(UtcDateTime)  # this unit's own, later deadline
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    round: Mapped[Round] = relationship(
        primaryjoin="Assessment.round_id == Round.id", foreign_keys="Assessment.round_id", lazy="joined"
    )
    unit: Mapped[Unit | None] = relationship(
        primaryjoin="Assessment.unit_id == Unit.id", foreign_keys="Assessment.unit_id", lazy="joined"
    )

    @property
    def was_submitted(self) -> bool:
        """Whether it was in the coordinator's hands at least once; from then on it counts for the government."""
        return self.submitted_at is not None

    @property
    def is_government_scope(self) -> bool:
        """Whether it holds the indicators that the government answers once."""
        return self.unit_id is None


class Answer(Base, HasId, TenantOwned, Timestamped, Versioned):
    """One indicator answered by one unit. The three scores are kept apart, each with reason, author and moment."""

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("government_id", "id"),
        UniqueConstraint("assessment_id", "indicator_id"),
        ForeignKeyConstraint(
            ["government_id", "assessment_id"], ["assessment.government_id", "assessment.id"]
        ),
        CheckConstraint(_ON_SCALE.format("self_score"), name="self_score_on_scale"),
        CheckConstraint(_ON_SCALE.format("verified_score"), name="verified_score_on_scale"),
        CheckConstraint(_ON_SCALE.format("ministry_score"), name="ministry_score_on_scale"),
        CheckConstraint("ministry_score IS NULL OR length(ministry_reason) > 0", name="ministry_says_why"),
        CheckConstraint("return_state = 'none' OR length(returned_reason) > 0", name="returned_says_why"),
    )

    assessment_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    indicator_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("indicator.id"), index=True)
    value: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)  # as the answer type keeps it
    saved_from: Mapped[str] = mapped_column(
        String(ID_LENGTH * 2), default=""
    )  # the opened page that saved last
    self_score: Mapped[int | None] = mapped_column(Integer)
    self_reason: Mapped[str] = mapped_column(Text, default="")
    self_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    self_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    verified_score: Mapped[int | None] = mapped_column(Integer)
    verified_reason: Mapped[str] = mapped_column(Text, default="")
    verified_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    verified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ministry_score: Mapped[int | None] = mapped_column(Integer)
    ministry_reason: Mapped[str] = mapped_column(Text, default="")
    ministry_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    ministry_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    return_state: Mapped[ReturnState] = mapped_column(enum_column(ReturnState), default=ReturnState.NONE)
    returned_reason: Mapped[str] = mapped_column(Text, default="")
    # What would be enough, in the coordinator's words.
    returned_needed: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    returned_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    returned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    needs_review: Mapped[bool] = mapped_column(Boolean, default=False)  # carried over from an earlier round

    assessment: Mapped[Assessment] = relationship(
        primaryjoin="Answer.assessment_id == Assessment.id", foreign_keys="Answer.assessment_id"
    )
    evidence: Mapped[list["Evidence"]] = relationship(
        primaryjoin="and_(Evidence.answer_id == Answer.id, Evidence.removed_at.is_(None))",
        foreign_keys="Evidence.answer_id",
        order_by="Evidence.created_at, Evidence.id",
        viewonly=True,
    )


class Evidence(Base, HasId, TenantOwned, Timestamped, Versioned):
    """What proves an answer. Removed evidence stays in the table: an earlier receipt may speak of it."""

    __tablename__ = "evidence"
    __table_args__ = (
        ForeignKeyConstraint(["government_id", "answer_id"], ["answer.government_id", "answer.id"]),
        CheckConstraint(
            "(kind = 'file' AND file_id IS NOT NULL AND url = '')"
            " OR (kind = 'link' AND file_id IS NULL AND length(url) > 0)",
            name="file_or_link",
        ),
        CheckConstraint("length(title) > 0", name="title_present"),
        CheckConstraint(
            "valid_from IS NULL OR valid_until IS NULL OR valid_until >= valid_from", name="period_in_order"
        ),
    )

    answer_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    # Rows of one assessment with the same one show the same document, and are changed together.
    document_id: Mapped[str] = mapped_column(String(ID_LENGTH), default=new_id, index=True)
    kind: Mapped[EvidenceKind] = mapped_column(enum_column(EvidenceKind))
    file_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("stored_file.id"), index=True)
    url: Mapped[str] = mapped_column(String(1000), default="")
    title: Mapped[str] = mapped_column(String(255))
    document_date: Mapped[date | None] = mapped_column(Date)
    issuing_unit: Mapped[str] = mapped_column(String(200), default="")
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)  # the last day that it is in force
    created_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))

    file: Mapped[StoredFile | None] = relationship(lazy="joined")
    answer: Mapped[Answer] = relationship(
        primaryjoin="Evidence.answer_id == Answer.id", foreign_keys="Evidence.answer_id"
    )


class Receipt(Base, HasId, TenantOwned, Timestamped):
    """One submission, for ever: its number, and the canonical content that was sent with its SHA-256."""

    __tablename__ = "assessment_receipt"
    __table_args__ = (
        UniqueConstraint("government_id", "number"),
        # A submission that slipped through twice would be the same attempt twice.
        Index("uq_assessment_receipt_attempt", "assessment_id", "attempt", unique=True),
        Index("ix_assessment_receipt_submitted_at", "submitted_at"),
        ForeignKeyConstraint(
            ["government_id", "assessment_id"], ["assessment.government_id", "assessment.id"]
        ),
    )

    assessment_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    number: Mapped[str] = mapped_column(String(40))
    attempt: Mapped[int | None] = mapped_column(Integer)  # of this unit, from 1; older receipts have none
    submitted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    answer_count: Mapped[int] = mapped_column(Integer)
    evidence_count: Mapped[int] = mapped_column(Integer)
    content: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))

    assessment: Mapped[Assessment] = relationship(
        primaryjoin="Receipt.assessment_id == Assessment.id", foreign_keys="Receipt.assessment_id"
    )


class AnswerEvent(Base, HasId, TenantOwned, Timestamped):
    """What happened to an answer, append-only: the page shows it as the answer's history."""

    __tablename__ = "answer_event"
    __table_args__ = (
        ForeignKeyConstraint(["government_id", "answer_id"], ["answer.government_id", "answer.id"]),
        CheckConstraint(_ON_SCALE.format("score"), name="score_on_scale"),
    )

    answer_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    kind: Mapped[AnswerEventKind] = mapped_column(enum_column(AnswerEventKind))
    score: Mapped[int | None] = mapped_column(Integer)
    reason: Mapped[str] = mapped_column(Text, default="")
    # What would be enough, of an answer that was returned.
    needed: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    by: Mapped[str | None] = mapped_column("by_user_id", String(ID_LENGTH), ForeignKey("user_account.id"))


class PlausibilityFlag(Base, HasId, TenantOwned, Timestamped, Versioned):
    """An answer that claims more than the complaint figures show: both sides, and how it was settled."""

    __tablename__ = "plausibility_flag"
    __table_args__ = (
        UniqueConstraint("answer_id", "figure_code"),
        ForeignKeyConstraint(
            ["government_id", "assessment_id"], ["assessment.government_id", "assessment.id"]
        ),
        ForeignKeyConstraint(["government_id", "answer_id"], ["answer.government_id", "answer.id"]),
        CheckConstraint("claimed_level BETWEEN 1 AND 5", name="claimed_on_scale"),
        CheckConstraint("figure_level BETWEEN 1 AND 5", name="figure_on_scale"),
        CheckConstraint("state <> 'accepted' OR length(settled_reason) > 0", name="accepted_says_why"),
        CheckConstraint("state <> 'explained' OR length(explanation) > 0", name="explained_says_why"),
    )

    assessment_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    answer_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    figure_code: Mapped[str] = mapped_column(String(12))  # the measured indicator that doubts the claim
    claimed_level: Mapped[int] = mapped_column(Integer)
    figure_level: Mapped[int] = mapped_column(Integer)
    figure: Mapped[dict[str, Any]] = mapped_column(JSON)  # as a measured answer keeps it
    state: Mapped[FlagState] = mapped_column(enum_column(FlagState), default=FlagState.OPEN)
    explanation: Mapped[str] = mapped_column(Text, default="")
    explained_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    explained_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_reason: Mapped[str] = mapped_column(Text, default="")
    settled_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    answer: Mapped[Answer] = relationship(
        primaryjoin="PlausibilityFlag.answer_id == Answer.id",
        foreign_keys="PlausibilityFlag.answer_id",
        viewonly=True,
    )
