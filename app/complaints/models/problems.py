"""Problems that keep coming back: the complaints of one category at one OPD, and what became of them."""

from datetime import date, datetime

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

from app.complaints.models.columns import enumerated
from app.complaints.recurring import ProblemState
from app.db import ID_LENGTH, Base, HasId, TenantOwned, Timestamped, UtcDateTime, Versioned
from app.organisations.models import Unit

_NO_UNIT = text("unit_id IS NULL")


class RecurringProblem(Base, HasId, TenantOwned, Timestamped, Versioned):
    """One pattern with the counts of the span in which it was last found, and of the span before."""

    __tablename__ = "recurring_problem"
    __table_args__ = (
        UniqueConstraint("government_id", "id"),
        UniqueConstraint("government_id", "category", "unit_id"),
        # NULLs are all different to a unique constraint, so complaints without an OPD need an index of their own.
        Index(
            "uq_recurring_problem_without_unit",
            "government_id",
            "category",
            unique=True,
            sqlite_where=_NO_UNIT,
            postgresql_where=_NO_UNIT,
        ),
        ForeignKeyConstraint(["government_id", "unit_id"], ["unit.government_id", "unit.id"]),
        CheckConstraint("length(category) > 0", name="category_present"),
        CheckConstraint("state <> 'dismissed' OR length(reason) > 0", name="dismissed_says_why"),
        CheckConstraint("last_day >= first_day", name="span_in_order"),
        CheckConstraint("volume >= 0 AND settled_volume >= 0", name="volumes_not_negative"),
    )

    category: Mapped[str] = mapped_column(String(200))
    unit_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    signs: Mapped[list[str]] = mapped_column(JSON, default=list)
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    volume: Mapped[int] = mapped_column(Integer, default=0)
    now: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)  # the fields of `Counts`
    before: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    state: Mapped[ProblemState] = mapped_column(enumerated(ProblemState, "state"), default=ProblemState.OPEN)
    reason: Mapped[str] = mapped_column(Text, default="")
    settled_volume: Mapped[int] = mapped_column(Integer, default=0)  # what came in when it was dismissed
    settled_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    unit: Mapped[Unit | None] = relationship(
        primaryjoin="RecurringProblem.unit_id == Unit.id",
        foreign_keys="RecurringProblem.unit_id",
        viewonly=True,
    )
