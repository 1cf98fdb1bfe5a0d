"""Tables of reminders that were sent, extensions that were given, and closing days by province."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.db import ID_LENGTH, Base, HasId, TenantOwned, Timestamped, UtcDateTime, Versioned


class DeadlineReminder(Base, HasId, TenantOwned, Timestamped):
    """One unit was reminded by plan; the constraints keep it from being told twice, however often the job runs."""

    __tablename__ = "deadline_reminder"
    __table_args__ = (
        UniqueConstraint("assessment_id", "sent_on"),
        UniqueConstraint("assessment_id", "deadline_on", "days_before"),
        ForeignKeyConstraint(
            ["government_id", "assessment_id"], ["assessment.government_id", "assessment.id"]
        ),
        CheckConstraint("days_before >= 0", name="before_the_deadline"),
    )

    assessment_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    deadline_on: Mapped[date] = mapped_column(Date)  # in the government's zone, as the next one
    days_before: Mapped[int] = mapped_column(Integer)
    sent_on: Mapped[date] = mapped_column(Date)


class DeadlineExtension(Base, HasId, TenantOwned, Timestamped):
    """A deadline was moved, with the reason; without an assessment: for every unit of the round."""

    __tablename__ = "deadline_extension"
    __table_args__ = (
        ForeignKeyConstraint(
            ["government_id", "round_id"], ["assessment_round.government_id", "assessment_round.id"]
        ),
        ForeignKeyConstraint(
            ["government_id", "assessment_id"], ["assessment.government_id", "assessment.id"]
        ),
        CheckConstraint("length(reason) > 0", name="says_why"),
    )

    round_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    assessment_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), index=True)
    before: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Text)
    extended_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))


class ProvinceClosing(Base, HasId, Timestamped, Versioned):
    """The day on which the ministry wants the rounds of a year in one province to close."""

    __tablename__ = "province_closing"
    __table_args__ = (
        UniqueConstraint("year", "province_id"),
        CheckConstraint("year BETWEEN 2000 AND 2100", name="year_plausible"),
    )

    year: Mapped[int] = mapped_column(Integer)
    province_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("government.id"), index=True)
    closes_on: Mapped[date] = mapped_column(Date)
    set_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
