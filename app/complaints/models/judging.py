"""What clocks are judged by: free days and dated deadlines, kept by the ministry; local days belong to a government."""

from datetime import date

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from app.complaints.calendar import DayKind
from app.complaints.models.columns import enumerated
from app.complaints.rules import Klass
from app.complaints.sla import Stage
from app.db import ID_LENGTH, Base, HasId, Timestamped, Versioned

_NATIONAL = text("government_id IS NULL")
_FOR_ALL = text("klass IS NULL")


class CalendarDay(Base, HasId, Timestamped, Versioned):
    """A day on which offices do not work. Without a government: everywhere."""

    __tablename__ = "calendar_day"
    __table_args__ = (
        # Two indexes, because NULLs are all different to a unique constraint.
        Index(
            "uq_calendar_day_national",
            "day",
            unique=True,
            sqlite_where=_NATIONAL,
            postgresql_where=_NATIONAL,
        ),
        Index("uq_calendar_day_government_id_day", "government_id", "day", unique=True),
        CheckConstraint(
            "(kind = 'local') = (government_id IS NOT NULL)", name="local_days_have_a_government"
        ),
    )

    government_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("government.id"))
    day: Mapped[date] = mapped_column(Date)
    kind: Mapped[DayKind] = mapped_column(enumerated(DayKind, "kind"))
    name: Mapped[str] = mapped_column(String(200))
    decree: Mapped[str] = mapped_column(String(300), default="")
    # Computed ahead of the decree; the day may still move.
    estimate: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())


class SlaRule(Base, HasId, Timestamped, Versioned):
    """How many working days a stage may take for complaints received from a day on (of one class, or of all)."""

    __tablename__ = "sla_rule"
    __table_args__ = (
        CheckConstraint("working_days BETWEEN 1 AND 400", name="working_days_plausible"),
        # One deadline for one day; two indexes, because NULLs are all different to a unique one.
        Index(
            "uq_sla_rule_for_all",
            "stage",
            "valid_from",
            unique=True,
            sqlite_where=_FOR_ALL,
            postgresql_where=_FOR_ALL,
        ),
        Index("uq_sla_rule_stage_klass_valid_from", "stage", "klass", "valid_from", unique=True),
    )

    stage: Mapped[Stage] = mapped_column(enumerated(Stage, "stage"))
    klass: Mapped[Klass | None] = mapped_column(enumerated(Klass, "klass"))
    working_days: Mapped[int] = mapped_column(Integer)
    valid_from: Mapped[date] = mapped_column(Date)
    basis: Mapped[str] = mapped_column(String(300), default="")
