"""The plan itself, its narrative chapters, and what happened to it."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.assessment.models import Round
from app.db import (
    ID_LENGTH,
    Base,
    HasId,
    TenantOwned,
    Timestamped,
    UtcDateTime,
    Versioned,
    enum_column,
    utc_now,
)
from app.organisations.models import Government
from app.plans.rules import ChapterCode, PlanState, Step


class Plan(Base, HasId, TenantOwned, Timestamped, Versioned):
    """The action plan that a government makes from one round of assessment."""

    __tablename__ = "plan"
    __table_args__ = (
        UniqueConstraint("government_id", "id"),
        UniqueConstraint("round_id"),
        ForeignKeyConstraint(
            ["government_id", "round_id"], ["assessment_round.government_id", "assessment_round.id"]
        ),
        CheckConstraint("length(title) > 0", name="title_present"),
        CheckConstraint("submissions_made >= 0", name="submissions_counted"),
    )

    round_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    title: Mapped[str] = mapped_column(String(200))
    years: Mapped[list[int]] = mapped_column(JSON)
    state: Mapped[PlanState] = mapped_column(enum_column(PlanState), default=PlanState.DRAFTING, index=True)
    state_since: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    document_number: Mapped[str] = mapped_column(String(80), default="")
    compiled_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime
    )  # when a compilation was last taken over
    goals_set_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when `PlanGoal` was last changed
    submissions_made: Mapped[int] = mapped_column(Integer, default=0)
    created_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))

    government: Mapped[Government] = relationship(lazy="joined")
    round: Mapped[Round] = relationship(
        primaryjoin="Plan.round_id == Round.id", foreign_keys="Plan.round_id", lazy="joined"
    )


class Chapter(Base, HasId, TenantOwned, Versioned):
    """One narrative chapter: sanitised HTML, with placeholders that are filled when it is read."""

    __tablename__ = "plan_chapter"
    __table_args__ = (
        UniqueConstraint("plan_id", "code"),
        Index("uq_plan_chapter_government_id_id", "government_id", "id", unique=True),
        ForeignKeyConstraint(["government_id", "plan_id"], ["plan.government_id", "plan.id"]),
    )

    plan_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    code: Mapped[ChapterCode] = mapped_column(enum_column(ChapterCode))
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text, default="")
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    edited_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))


class PlanEvent(Base, HasId, TenantOwned, Timestamped):
    """What happened to a plan, append-only: the timeline that tells whose turn it is and since when."""

    __tablename__ = "plan_event"
    __table_args__ = (ForeignKeyConstraint(["government_id", "plan_id"], ["plan.government_id", "plan.id"]),)

    plan_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    step: Mapped[Step] = mapped_column(enum_column(Step))
    state: Mapped[PlanState] = mapped_column(enum_column(PlanState))  # the state that the step led to
    reason: Mapped[str] = mapped_column(Text, default="")
    by: Mapped[str | None] = mapped_column("by_user_id", String(ID_LENGTH), ForeignKey("user_account.id"))
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
