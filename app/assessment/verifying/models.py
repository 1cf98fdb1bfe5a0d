"""Tables of objections, second opinions, bulk decisions and samples."""

from datetime import datetime

from sqlalchemy import (
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
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.assessment.models import Answer
from app.assessment.verifying.states import BulkKind, Finding, ObjectionOutcome
from app.db import ID_LENGTH, Base, HasId, TenantOwned, Timestamped, UtcDateTime, Versioned, enum_column

SEED_LENGTH = 64


def _of_answer() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["government_id", "answer_id"], ["answer.government_id", "answer.id"])


def _of_assessment() -> ForeignKeyConstraint:
    columns = ["government_id", "assessment_id"]
    return ForeignKeyConstraint(columns, ["assessment.government_id", "assessment.id"])


class Objection(Base, HasId, TenantOwned, Timestamped, Versioned):
    """A unit does not agree with the verified score of an answer: once, with its reason, decided with a reason."""

    __tablename__ = "answer_objection"
    __table_args__ = (
        UniqueConstraint("answer_id"),  # once per answer
        _of_answer(),
        _of_assessment(),
        CheckConstraint("score BETWEEN 1 AND 5", name="score_on_scale"),
        CheckConstraint("decided_score IS NULL OR decided_score BETWEEN 1 AND 5", name="decision_on_scale"),
        CheckConstraint("length(reason) > 0", name="says_why"),
        CheckConstraint("outcome = 'open' OR length(decision_reason) > 0", name="decision_says_why"),
        CheckConstraint("outcome = 'open' OR decided_at IS NOT NULL", name="decision_has_moment"),
    )

    assessment_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    answer_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    score: Mapped[int] = mapped_column(Integer)  # the verified one that the unit objects to
    reason: Mapped[str] = mapped_column(Text)
    raised_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    outcome: Mapped[ObjectionOutcome] = mapped_column(
        enum_column(ObjectionOutcome), default=ObjectionOutcome.OPEN
    )
    decided_score: Mapped[int | None] = mapped_column(Integer)
    decision_reason: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    answer: Mapped[Answer] = relationship(
        primaryjoin="Objection.answer_id == Answer.id", foreign_keys="Objection.answer_id", viewonly=True
    )


class Opinion(Base, HasId, TenantOwned, Timestamped, Versioned):
    """What another verifier thinks of an answer, asked for before the decision; without a score: not yet given."""

    __tablename__ = "answer_opinion"
    __table_args__ = (
        # Asked once at a time; after a correction the same person may be asked again.
        Index(
            "uq_answer_opinion_waiting",
            "answer_id",
            "asked_of",
            unique=True,
            sqlite_where=text("given_at IS NULL"),
            postgresql_where=text("given_at IS NULL"),
        ),
        _of_answer(),
        _of_assessment(),
        CheckConstraint("score IS NULL OR score BETWEEN 1 AND 5", name="score_on_scale"),
        CheckConstraint("(score IS NULL) = (given_at IS NULL)", name="given_has_moment"),
        CheckConstraint("score IS NULL OR length(reason) > 0", name="given_says_why"),
    )

    assessment_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    answer_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    asked_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    asked_of: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"), index=True)
    question: Mapped[str] = mapped_column(Text, default="")
    score: Mapped[int | None] = mapped_column(Integer)
    reason: Mapped[str] = mapped_column(Text, default="")
    given_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    answer: Mapped[Answer] = relationship(
        primaryjoin="Opinion.answer_id == Answer.id", foreign_keys="Opinion.answer_id", viewonly=True
    )


class BulkAcceptance(Base, HasId, TenantOwned, Timestamped):
    """Many answers accepted with one click; can be taken back while the verification is not closed."""

    __tablename__ = "bulk_acceptance"
    __table_args__ = (UniqueConstraint("government_id", "id"), _of_assessment())

    assessment_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    kind: Mapped[BulkKind] = mapped_column(enum_column(BulkKind))
    accepted_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    accepted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    undone_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class BulkAccepted(Base, HasId, TenantOwned):
    """One answer of a bulk acceptance."""

    __tablename__ = "bulk_accepted_answer"
    __table_args__ = (
        UniqueConstraint("batch_id", "answer_id"),
        ForeignKeyConstraint(
            ["government_id", "batch_id"], ["bulk_acceptance.government_id", "bulk_acceptance.id"]
        ),
        _of_answer(),
    )

    batch_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    answer_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)


class AnswerSample(Base, HasId, TenantOwned, Timestamped):
    """Decided answers of a round drawn to be looked at again; seed and moment make the draw repeatable."""

    __tablename__ = "answer_sample"
    __table_args__ = (
        UniqueConstraint("government_id", "id"),
        ForeignKeyConstraint(
            ["government_id", "round_id"], ["assessment_round.government_id", "assessment_round.id"]
        ),
        CheckConstraint("size BETWEEN 1 AND population", name="size_within"),
    )

    round_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    seed: Mapped[str] = mapped_column(String(SEED_LENGTH))
    size: Mapped[int] = mapped_column(Integer)
    population: Mapped[int] = mapped_column(Integer)
    population_sha256: Mapped[str] = mapped_column(String(64))  # of the sorted ids it was drawn from
    drawn_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))


class SampledAnswer(Base, HasId, TenantOwned, Versioned):
    """One drawn answer, and what was found."""

    __tablename__ = "sampled_answer"
    __table_args__ = (
        UniqueConstraint("sample_id", "answer_id"),
        UniqueConstraint("sample_id", "position"),
        ForeignKeyConstraint(
            ["government_id", "sample_id"], ["answer_sample.government_id", "answer_sample.id"]
        ),
        _of_answer(),
        CheckConstraint("position >= 1", name="position_counts"),
        CheckConstraint("finding <> 'differs' OR length(note) > 0", name="difference_says_why"),
    )

    sample_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    answer_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    position: Mapped[int] = mapped_column(Integer)
    finding: Mapped[Finding | None] = mapped_column(enum_column(Finding))
    note: Mapped[str] = mapped_column(Text, default="")
    looked_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    looked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    answer: Mapped[Answer] = relationship(
        primaryjoin="SampledAnswer.answer_id == Answer.id",
        foreign_keys="SampledAnswer.answer_id",
        viewonly=True,
    )
