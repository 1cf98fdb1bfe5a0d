"""Progress: quarters that are opened and closed, reports with their evidence, and changes of targets afterwards.

A closed quarter is out of reach: triggers of the database (the migration has them) refuse every change of its reports
and their evidence, whatever an action says. A decided addendum is history in the same way.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
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

from app.db import (
    ID_LENGTH,
    Base,
    HasId,
    TenantOwned,
    Timestamped,
    UtcDateTime,
    Versioned,
    enum_column,
)
from app.files import StoredFile
from app.plans.models.lines import PlanLine
from app.plans.models.plan import Plan
from app.plans.rules.progress import AddendumState, PeriodState, ProgressStep, ReportState
from app.plans.stored import AmountType, RupiahType, TargetsType

_USER = "user_account.id"


class ProgressPeriod(Base, HasId, TenantOwned, Timestamped, Versioned):
    """One quarter of a plan year that was opened at least once. `summary` has its standings, plan and categories."""

    __tablename__ = "plan_progress_period"
    __table_args__ = (
        UniqueConstraint("government_id", "id"),
        UniqueConstraint("plan_id", "year", "quarter"),
        ForeignKeyConstraint(["government_id", "plan_id"], ["plan.government_id", "plan.id"]),
        CheckConstraint("quarter BETWEEN 1 AND 4", name="quarter_of_four"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_has_moment"),
        Index("ix_plan_progress_period_year_quarter", "year", "quarter"),
    )

    plan_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    year: Mapped[int] = mapped_column(Integer)
    quarter: Mapped[int] = mapped_column(Integer)
    state: Mapped[PeriodState] = mapped_column(enum_column(PeriodState), default=PeriodState.OPEN)
    due_on: Mapped[date] = mapped_column(Date)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey(_USER))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey(_USER))
    reopened_reason: Mapped[str] = mapped_column(Text, default="")
    reminded_for: Mapped[int | None] = mapped_column(
        Integer
    )  # days before the due date, of the last reminder
    summary: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    plan: Mapped[Plan] = relationship(
        primaryjoin="ProgressPeriod.plan_id == Plan.id", foreign_keys="ProgressPeriod.plan_id", viewonly=True
    )

    @property
    def is_open(self) -> bool:
        """Whether its reports may be changed."""
        return self.state is PeriodState.OPEN


class ProgressReport(Base, HasId, TenantOwned, Timestamped, Versioned):
    """What was reached of one line by the end of one quarter; `output` and `spent` are since 1 January."""

    __tablename__ = "plan_progress_report"
    __table_args__ = (
        UniqueConstraint("government_id", "id"),
        UniqueConstraint("period_id", "line_id"),
        ForeignKeyConstraint(
            ["government_id", "period_id"], ["plan_progress_period.government_id", "plan_progress_period.id"]
        ),
        ForeignKeyConstraint(["government_id", "line_id"], ["plan_line.government_id", "plan_line.id"]),
        CheckConstraint("state <> 'returned' OR length(returned_reason) > 0", name="returned_says_why"),
        CheckConstraint("state NOT IN ('sent', 'verified') OR sent_at IS NOT NULL", name="sent_has_moment"),
    )

    period_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    line_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    state: Mapped[ReportState] = mapped_column(enum_column(ReportState), default=ReportState.DRAFT)
    output: Mapped[Decimal | None] = mapped_column(AmountType)
    spent: Mapped[int | None] = mapped_column(RupiahType)
    obstacle: Mapped[str] = mapped_column(Text, default="")
    next_step: Mapped[str] = mapped_column(Text, default="")
    saved_from: Mapped[str] = mapped_column(
        String(ID_LENGTH * 2), default=""
    )  # the opened page that saved last
    saved_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey(_USER))
    saved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey(_USER))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey(_USER))
    returned_reason: Mapped[str] = mapped_column(Text, default="")

    period: Mapped[ProgressPeriod] = relationship(
        primaryjoin="ProgressReport.period_id == ProgressPeriod.id",
        foreign_keys="ProgressReport.period_id",
        viewonly=True,
    )
    line: Mapped[PlanLine] = relationship(
        primaryjoin="ProgressReport.line_id == PlanLine.id",
        foreign_keys="ProgressReport.line_id",
        viewonly=True,
    )
    evidence: Mapped[list["ProgressEvidence"]] = relationship(
        primaryjoin="and_(ProgressEvidence.report_id == ProgressReport.id, ProgressEvidence.removed_at.is_(None))",
        foreign_keys="ProgressEvidence.report_id",
        order_by="ProgressEvidence.created_at, ProgressEvidence.id",
        viewonly=True,
    )


class ProgressEvidence(Base, HasId, TenantOwned, Timestamped):
    """A file or a link that proves a report. Removed evidence stays in the table, as with answers."""

    __tablename__ = "plan_progress_evidence"
    __table_args__ = (
        ForeignKeyConstraint(
            ["government_id", "report_id"], ["plan_progress_report.government_id", "plan_progress_report.id"]
        ),
        CheckConstraint("(file_id IS NULL) = (length(url) > 0)", name="file_or_link"),
        CheckConstraint("length(title) > 0", name="title_present"),
    )

    report_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    file_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("stored_file.id"), index=True)
    url: Mapped[str] = mapped_column(String(1000), default="")
    title: Mapped[str] = mapped_column(String(255))
    created_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey(_USER))
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey(_USER))

    file: Mapped[StoredFile | None] = relationship(lazy="joined")


class ProgressEvent(Base, HasId, TenantOwned, Timestamped):
    """What happened to a report, append-only, with the figures of that moment."""

    __tablename__ = "plan_progress_event"
    __table_args__ = (
        ForeignKeyConstraint(
            ["government_id", "report_id"], ["plan_progress_report.government_id", "plan_progress_report.id"]
        ),
    )

    report_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    step: Mapped[ProgressStep] = mapped_column(enum_column(ProgressStep))
    output: Mapped[Decimal | None] = mapped_column(AmountType)
    spent: Mapped[int | None] = mapped_column(RupiahType)
    reason: Mapped[str] = mapped_column(Text, default="")
    by: Mapped[str | None] = mapped_column("by_user_id", String(ID_LENGTH), ForeignKey(_USER))


class PlanAddendum(Base, HasId, TenantOwned, Timestamped, Versioned):
    """A numbered change of one line's targets after acceptance. The accepted submission stays as it is.

    `targets_before` and `targets_after` name the same years: those that change, with what held until then.
    """

    __tablename__ = "plan_addendum"
    __table_args__ = (
        UniqueConstraint("plan_id", "number"),
        Index(
            "uq_plan_addendum_line_id_proposed",
            "line_id",
            unique=True,
            sqlite_where=text("state = 'proposed'"),
            postgresql_where=text("state = 'proposed'"),
        ),
        ForeignKeyConstraint(["government_id", "plan_id"], ["plan.government_id", "plan.id"]),
        ForeignKeyConstraint(["government_id", "line_id"], ["plan_line.government_id", "plan_line.id"]),
        CheckConstraint("number > 0", name="number_counts_from_one"),
        CheckConstraint("length(reason) > 0", name="says_why"),
        CheckConstraint("state <> 'rejected' OR length(decision_note) > 0", name="rejection_says_why"),
        CheckConstraint("(state = 'proposed') = (decided_at IS NULL)", name="decided_has_moment"),
    )

    plan_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    line_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    number: Mapped[int] = mapped_column(Integer)
    state: Mapped[AddendumState] = mapped_column(enum_column(AddendumState), default=AddendumState.PROPOSED)
    reason: Mapped[str] = mapped_column(Text)
    targets_before: Mapped[dict[int, Decimal]] = mapped_column(TargetsType, default=dict)
    targets_after: Mapped[dict[int, Decimal]] = mapped_column(TargetsType, default=dict)
    proposed_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey(_USER))
    proposer_name: Mapped[str] = mapped_column(String(120), default="")
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey(_USER))
    decider_name: Mapped[str] = mapped_column(String(120), default="")
    decision_note: Mapped[str] = mapped_column(Text, default="")
