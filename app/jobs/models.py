"""The table of jobs. It is the truth; the queue behind the workers only wakes them and may lose everything."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Boolean, CheckConstraint, ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import ID_LENGTH, Base, HasId, TenantOwned, Timestamped, UtcDateTime, enum_column


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN_STATES = (JobState.QUEUED, JobState.RUNNING)
_IS_OPEN = text("state IN ('queued', 'running')")


class Job(Base, HasId, TenantOwned, Timestamped):
    """Work that takes longer than a request, done by a worker in the name of the person who asked for it."""

    __tablename__ = "job"
    __table_args__ = (
        # Asking twice for what is already waiting or running gives the same job.
        Index(
            "uq_job_dedupe_key_open",
            "dedupe_key",
            unique=True,
            sqlite_where=_IS_OPEN,
            postgresql_where=_IS_OPEN,
        ),
        Index("ix_job_state_lease_until", "state", "lease_until"),
        Index("ix_job_actor_user_id_created_at", "actor_user_id", "created_at"),
        CheckConstraint("done >= 0 AND total >= 0", name="progress_not_negative"),
    )

    # Work for the whole installation belongs to no government.
    government_id: Mapped[str | None] = mapped_column(  # type: ignore[assignment]
        String(ID_LENGTH), ForeignKey("government.id"), index=True
    )
    name: Mapped[str] = mapped_column(String(80))  # as given to @job
    payload: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    actor_user_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))  # None: the system itself
    language: Mapped[str] = mapped_column(String(5), default="id")  # of the person who asked
    dedupe_key: Mapped[str | None] = mapped_column(String(200))
    state: Mapped[JobState] = mapped_column(enum_column(JobState), default=JobState.QUEUED)
    done: Mapped[int] = mapped_column(Integer, default=0)
    total: Mapped[int] = mapped_column(Integer, default=0)
    message: Mapped[str] = mapped_column(Text, default="")  # for the person, in their language
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    error: Mapped[str] = mapped_column(
        String(200), default=""
    )  # for the operator: exception class and log reference
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    lease_until: Mapped[datetime | None] = mapped_column(
        UtcDateTime
    )  # the worker's claim lapses then unless renewed
    lease_token: Mapped[str | None] = mapped_column(
        String(ID_LENGTH)
    )  # names the claim; a lapsed one cannot finish
    cancel_requested: Mapped[bool] = mapped_column(Boolean, default=False)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def is_open(self) -> bool:
        """Whether it still waits or runs."""
        return self.state in OPEN_STATES
