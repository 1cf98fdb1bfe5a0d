"""The rows of the matrix and why they are there."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import ID_LENGTH, Base, HasId, TenantOwned, Timestamped, UtcDateTime, Versioned, enum_column
from app.organisations.models import Unit
from app.plans.compile import OriginKind
from app.plans.stored import BudgetsType, QuartersType, TargetsType


class PlanLine(Base, HasId, TenantOwned, Timestamped, Versioned):
    """One line of a plan. Deleting marks it: the compiler must not propose it again, and it can be restored.

    `keys` name the sources that the line was compiled from; `compiled` is what the compiler last proposed, beside which
    an edit by a person can be told.
    """

    __tablename__ = "plan_line"
    __table_args__ = (
        UniqueConstraint("government_id", "id"),
        ForeignKeyConstraint(["government_id", "plan_id"], ["plan.government_id", "plan.id"]),
        ForeignKeyConstraint(["government_id", "responsible_unit_id"], ["unit.government_id", "unit.id"]),
        CheckConstraint("length(activity) > 0", name="activity_present"),
        CheckConstraint("(deleted_at IS NULL) = (deleted_reason = '')", name="deleted_says_why"),
        CheckConstraint("fund_source IN ('', 'apbd', 'apbn', 'grant', 'other')", name="fund_source_known"),
        Index("ix_plan_line_plan_id_position", "plan_id", "position"),
    )

    plan_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    position: Mapped[int] = mapped_column(Integer)
    category_code: Mapped[str] = mapped_column(String(40))
    indicator_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("indicator.id"))
    problem: Mapped[str] = mapped_column(Text, default="")
    activity: Mapped[str] = mapped_column(Text)
    output_indicator: Mapped[str] = mapped_column(Text, default="")
    unit_of_measure: Mapped[str] = mapped_column(String(60), default="")
    baseline: Mapped[str] = mapped_column(String(200), default="")
    targets: Mapped[dict[int, Decimal]] = mapped_column(TargetsType, default=dict)
    budgets: Mapped[dict[int, int]] = mapped_column(BudgetsType, default=dict)
    fund_source: Mapped[str] = mapped_column(String(20), default="")
    budget_code: Mapped[str] = mapped_column(String(40), default="")
    budget_name: Mapped[str] = mapped_column(String(300), default="")
    responsible_unit_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), index=True)
    quarters: Mapped[dict[int, tuple[int, ...]]] = mapped_column(QuartersType, default=dict)
    complaint_category: Mapped[str] = mapped_column(String(200), default="")
    remarks: Mapped[str] = mapped_column(Text, default="")
    keys: Mapped[list[str]] = mapped_column(JSON, default=list)
    compiled: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    # Which line of an earlier plan it comes from (a note: that line may go), and since when nobody has looked at it.
    carried_from_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    to_review_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    deleted_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    deleted_reason: Mapped[str] = mapped_column(Text, default="")
    edited_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))

    responsible_unit: Mapped[Unit | None] = relationship(
        primaryjoin="PlanLine.responsible_unit_id == Unit.id", foreign_keys="PlanLine.responsible_unit_id"
    )
    supporting: Mapped[list["PlanLineUnit"]] = relationship(
        primaryjoin="PlanLine.id == PlanLineUnit.line_id",
        foreign_keys="PlanLineUnit.line_id",
        cascade="all, delete-orphan",
        order_by="PlanLineUnit.position",
    )
    origins: Mapped[list["LineOrigin"]] = relationship(
        primaryjoin="PlanLine.id == LineOrigin.line_id",
        foreign_keys="LineOrigin.line_id",
        cascade="all, delete-orphan",
        order_by="LineOrigin.position",
    )

    @property
    def budget_total(self) -> int:
        """The sum over all years, in rupiah."""
        return sum(self.budgets.values())


class PlanLineUnit(Base, HasId, TenantOwned):
    """A unit that supports a line."""

    __tablename__ = "plan_line_unit"
    __table_args__ = (
        UniqueConstraint("line_id", "unit_id"),
        ForeignKeyConstraint(
            ["government_id", "line_id"], ["plan_line.government_id", "plan_line.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(["government_id", "unit_id"], ["unit.government_id", "unit.id"]),
    )

    line_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    unit_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    position: Mapped[int] = mapped_column(Integer, default=0)


class LineOrigin(Base, HasId, TenantOwned):
    """One reason for a line: the gap of a unit, a complaint pattern, or a proposal."""

    __tablename__ = "plan_line_origin"
    __table_args__ = (
        ForeignKeyConstraint(
            ["government_id", "line_id"], ["plan_line.government_id", "plan_line.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(["government_id", "unit_id"], ["unit.government_id", "unit.id"]),
        ForeignKeyConstraint(["government_id", "answer_id"], ["answer.government_id", "answer.id"]),
        ForeignKeyConstraint(
            ["government_id", "proposal_id"], ["plan_proposal.government_id", "plan_proposal.id"]
        ),
    )

    line_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    position: Mapped[int] = mapped_column(Integer, default=0)
    kind: Mapped[OriginKind] = mapped_column(enum_column(OriginKind))
    unit_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    indicator_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("indicator.id"))
    answer_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), index=True)
    score: Mapped[float | None] = mapped_column(Float)
    target: Mapped[float | None] = mapped_column(Float)
    complaint_category: Mapped[str] = mapped_column(String(200), default="")
    volume: Mapped[int | None] = mapped_column(Integer)
    proposal_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), index=True)


class LineProblem(Base, HasId, TenantOwned, Timestamped, Versioned):
    """A recurring complaint problem that a line answers. What is measured before and after lies around `begins_on`."""

    __tablename__ = "plan_line_problem"
    __table_args__ = (
        UniqueConstraint("line_id", "problem_id"),
        ForeignKeyConstraint(
            ["government_id", "line_id"], ["plan_line.government_id", "plan_line.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(
            ["government_id", "problem_id"], ["recurring_problem.government_id", "recurring_problem.id"]
        ),
    )

    line_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    problem_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    begins_on: Mapped[date] = mapped_column(Date)
    created_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))

    line: Mapped[PlanLine] = relationship(
        primaryjoin="LineProblem.line_id == PlanLine.id", foreign_keys="LineProblem.line_id", viewonly=True
    )
