"""The table of examples of good evidence."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.assessment.models import Answer, Evidence
from app.db import ID_LENGTH, Base, HasId, TenantOwned, Timestamped, UtcDateTime, Versioned, enum_column

DESCRIPTION_LENGTH = 300


class ExampleScope(StrEnum):
    """Who sees an example."""

    GOVERNMENT = "government"  # the OPD of the government that it comes from
    NATIONAL = "national"  # those of every government, without a word of where it comes from


class GoodExample(Base, HasId, TenantOwned, Timestamped, Versioned):
    """Evidence of an accepted answer, described for others who stand before the same question."""

    __tablename__ = "evidence_example"
    __table_args__ = (
        ForeignKeyConstraint(["government_id", "answer_id"], ["answer.government_id", "answer.id"]),
        CheckConstraint("level BETWEEN 1 AND 5", name="level_on_scale"),
        CheckConstraint("length(description) > 0", name="described"),
        CheckConstraint("scope <> 'national' OR (shared_at IS NOT NULL)", name="shared_has_moment"),
        Index(
            "uq_evidence_example_shown",
            "evidence_id",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        Index("ix_evidence_example_asked", "indicator_code", "level"),
    )

    answer_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    evidence_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("evidence.id"))
    indicator_code: Mapped[str] = mapped_column(String(12))
    level: Mapped[int] = mapped_column(Integer)  # the accepted one
    description: Mapped[str] = mapped_column(Text)  # masked
    scope: Mapped[ExampleScope] = mapped_column(enum_column(ExampleScope), default=ExampleScope.GOVERNMENT)
    chosen_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    shared_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    shared_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    answer: Mapped[Answer] = relationship(
        primaryjoin="GoodExample.answer_id == Answer.id", foreign_keys="GoodExample.answer_id", viewonly=True
    )
    evidence: Mapped[Evidence] = relationship(viewonly=True)
