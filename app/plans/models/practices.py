"""What accepted plans teach the others: their lines with what changed afterwards, and which lines were taken over."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
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

from app.db import ID_LENGTH, Base, HasId, TenantOwned, Timestamped, UtcDateTime, enum_column
from app.organisations.models import Government
from app.plans.rules.practices import PracticeEffect
from app.plans.rules.progress import Light
from app.plans.stored import BudgetsType, TargetsType


class Practice(Base, HasId, TenantOwned, Timestamped):
    """A line of an accepted plan, as other governments may read it: words of the accepted version, and its effect.

    Everything here is derived and can be measured anew at any time. Pages of other governments read this table and
    nothing else of a plan, so what was not accepted cannot be seen through it.
    """

    __tablename__ = "plan_practice"
    __table_args__ = (
        ForeignKeyConstraint(
            ["government_id", "line_id"], ["plan_line.government_id", "plan_line.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(["government_id", "plan_id"], ["plan.government_id", "plan.id"]),
        CheckConstraint("length(activity) > 0", name="activity_present"),
        CheckConstraint("units >= 0", name="units_counted"),
        CheckConstraint(
            "(level_before IS NULL) = (level_after IS NULL) AND (level_before IS NULL) = (level_units IS NULL)",
            name="levels_together",
        ),
        CheckConstraint("level_before BETWEEN 1 AND 5 AND level_after BETWEEN 1 AND 5", name="levels_1_to_5"),
        CheckConstraint(
            "(progress_share IS NULL) = (progress_year IS NULL) "
            "AND (progress_share IS NULL) = (progress_quarter IS NULL)",
            name="progress_together",
        ),
        Index("ix_plan_practice_order", "place", "gain"),
        Index("ix_plan_practice_indicator_code", "indicator_code"),
    )

    plan_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    line_id: Mapped[str] = mapped_column(String(ID_LENGTH), unique=True)
    submission_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("plan_submission.id"))
    receipt_number: Mapped[str] = mapped_column(String(40))
    accepted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    units: Mapped[int] = mapped_column(Integer)  # OPD of the government in that round

    category_code: Mapped[str] = mapped_column(String(40))
    indicator_code: Mapped[str] = mapped_column(String(40), default="")
    complaint_category: Mapped[str] = mapped_column(String(200), default="")
    problem: Mapped[str] = mapped_column(Text, default="")
    activity: Mapped[str] = mapped_column(Text)
    output_indicator: Mapped[str] = mapped_column(Text, default="")
    unit_of_measure: Mapped[str] = mapped_column(String(60), default="")
    budget_code: Mapped[str] = mapped_column(String(40), default="")
    budget_name: Mapped[str] = mapped_column(String(300), default="")
    targets: Mapped[dict[int, Decimal]] = mapped_column(TargetsType, default=dict)
    budgets: Mapped[dict[int, int]] = mapped_column(BudgetsType, default=dict)

    year_before: Mapped[int] = mapped_column(Integer)  # of the round that the plan was made from
    year_after: Mapped[int | None] = mapped_column(Integer)  # of the round that it is held against
    level_before: Mapped[float | None] = mapped_column(Float)
    level_after: Mapped[float | None] = mapped_column(Float)
    level_units: Mapped[int | None] = mapped_column(Integer)  # OPD with a level in both rounds
    complaints: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    progress_year: Mapped[int | None] = mapped_column(Integer)
    progress_quarter: Mapped[int | None] = mapped_column(Integer)
    progress_share: Mapped[float | None] = mapped_column(Float)  # of the year's target; may pass 1
    progress_light: Mapped[Light | None] = mapped_column(enum_column(Light))

    effect: Mapped[PracticeEffect] = mapped_column(enum_column(PracticeEffect))
    place: Mapped[int] = mapped_column(Integer)  # of the effect in the order of the list
    gain: Mapped[float] = mapped_column(Float, default=0.0)  # levels an OPD, over all OPD of the government
    measured_at: Mapped[datetime] = mapped_column(UtcDateTime)

    government: Mapped[Government] = relationship(
        primaryjoin="Practice.government_id == Government.id", foreign_keys="Practice.government_id"
    )


class LineAdoption(Base, HasId, TenantOwned, Timestamped):
    """Where a line was taken over from: names and words as they were on that day, whatever becomes of the source."""

    __tablename__ = "plan_line_adoption"
    __table_args__ = (
        UniqueConstraint("line_id", "source_line_id"),
        ForeignKeyConstraint(
            ["government_id", "line_id"], ["plan_line.government_id", "plan_line.id"], ondelete="CASCADE"
        ),
    )

    line_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    source_line_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)  # a note: the line may go
    source_plan_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    source_government: Mapped[str] = mapped_column(String(120))
    source_receipt: Mapped[str] = mapped_column(String(40))
    source_activity: Mapped[str] = mapped_column(Text)
    effect: Mapped[PracticeEffect] = mapped_column(enum_column(PracticeEffect))  # as it was known then
    taken_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
