"""Changes of the calendar and of the deadlines: proposed, weighed, carried out, and kept for ever as their history."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.complaints.models.columns import enumerated
from app.db import ID_LENGTH, Base, HasId, TenantOwned, Timestamped, UtcDateTime, Versioned


class ChangeState(StrEnum):
    """Where a change stands."""

    PROPOSED = "proposed"
    APPLIED = "applied"
    DISCARDED = "discarded"


class ChangeSubject(StrEnum):
    """What is changed."""

    DAYS = "days"
    RULES = "rules"


class CalendarChange(Base, HasId, Timestamped, Versioned):
    """Who changed which free days or deadlines, when, why, from what to what. Without a government: everywhere.

    A proposed change touches nothing. Once applied it is history: triggers of the database (its migration has them)
    refuse to alter or delete it, but for the job that judges complaints anew.
    """

    __tablename__ = "calendar_change"
    __table_args__ = (
        Index("ix_calendar_change_state_applied_at", "state", "applied_at"),
        CheckConstraint("length(reason) > 0", name="reason_present"),
        CheckConstraint("(state = 'applied') = (applied_at IS NOT NULL)", name="applied_at_some_time"),
        CheckConstraint("subject = 'days' OR government_id IS NULL", name="deadlines_hold_everywhere"),
        CheckConstraint("first_day <= last_day", name="days_in_order"),
    )

    government_id: Mapped[str | None] = mapped_column(
        String(ID_LENGTH), ForeignKey("government.id"), index=True
    )
    subject: Mapped[ChangeSubject] = mapped_column(enumerated(ChangeSubject, "subject"))
    state: Mapped[ChangeState] = mapped_column(enumerated(ChangeState, "state"), default=ChangeState.PROPOSED)
    items: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # see calendar_items
    reach: Mapped[dict[str, Any]] = mapped_column(JSON)  # see effects.Reach
    reason: Mapped[str] = mapped_column(String(500))
    first_day: Mapped[date] = mapped_column(Date)  # of the days, or from which the deadlines hold
    last_day: Mapped[date] = mapped_column(Date)
    created_by: Mapped[str | None] = mapped_column(String(ID_LENGTH))  # None: the installation itself
    weighed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when its effects were counted
    applied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undoes_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("calendar_change.id"))
    job_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))  # the latest that weighs or judges anew


class CalendarEffect(Base, HasId, TenantOwned):
    """What a change does to the complaints of one government: counted before, and a work list afterwards."""

    __tablename__ = "calendar_effect"
    __table_args__ = (
        UniqueConstraint("change_id", "government_id"),
        CheckConstraint(
            "touched >= 0 AND moved >= 0 AND turned_late >= 0 AND recovered >= 0 AND rejudged >= 0",
            name="counts_not_negative",
        ),
    )

    change_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("calendar_change.id", ondelete="CASCADE")
    )
    touched: Mapped[int] = mapped_column(Integer, default=0)  # complaints that were looked at
    moved: Mapped[int] = mapped_column(Integer, default=0)  # whose clocks become others
    turned_late: Mapped[int] = mapped_column(Integer, default=0)
    recovered: Mapped[int] = mapped_column(Integer, default=0)  # no longer late
    rejudged: Mapped[int] = mapped_column(Integer, default=0)  # that really changed
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
