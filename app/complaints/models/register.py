"""The register: complaints and what happened to them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
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
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.complaints.models.columns import enumerated
from app.complaints.rules import Colour, Klass, Origin, Status
from app.complaints.sla import ClockState
from app.db import ID_LENGTH, Base, HasId, TenantOwned, Timestamped, UtcDateTime, Versioned, utc_now
from app.organisations.models import Unit

_ZERO = text("0")
_EMPTY = text("''")
_CLOSES = text("close_due IS NOT NULL")
# Not ended, and somebody here has to see to it: few of many, so lists of work never read the whole register.
OURS = "closed_at IS NULL AND archived_at IS NULL AND (origin <> 'import' OR declined_at IS NOT NULL)"


def _lists(**conditions: str) -> list[Index]:
    """Indexes in the order of the list, of what is rare in a large register; `queries` says these very words."""
    return [
        Index(
            name,
            "government_id",
            "received_on",
            sqlite_where=text(condition),
            postgresql_where=text(condition),
        )
        for name, condition in conditions.items()
    ]


class Complaint(Base, HasId, TenantOwned, Timestamped, Versioned):
    """One complaint, without its reporter.

    The times say what happened. Status, colour and clocks are derived from them (`rules`, `sla`) and stored
    beside them, so that a million complaints can be filtered and counted by the database; `actions.judging`
    is the only writer of these columns. Of a clock that still runs the deadline is stored, and `open_late` is
    decided when somebody looks.
    """

    __tablename__ = "complaint"
    __table_args__ = (
        UniqueConstraint("government_id", "source", "tracking_id"),
        ForeignKeyConstraint(["government_id", "unit_id"], ["unit.government_id", "unit.id"]),
        Index("ix_complaint_government_id_received_on", "government_id", "received_on"),
        Index("ix_complaint_government_id_unit_id_received_on", "government_id", "unit_id", "received_on"),
        Index("ix_complaint_close_due", "close_due", sqlite_where=_CLOSES, postgresql_where=_CLOSES),
        Index(
            "ix_complaint_ours",
            "government_id",
            "unit_id",
            sqlite_where=text(OURS),
            postgresql_where=text(OURS),
        ),
        *_lists(
            ix_complaint_open="status <> 'finished' AND status <> 'archived'",
            ix_complaint_here="origin <> 'import'",
            ix_complaint_reopened="reopen_count > 0",
        ),
        CheckConstraint("rating IS NULL OR rating BETWEEN 1 AND 5", name="rating_in_stars"),
        CheckConstraint("length(tracking_id) > 0", name="tracking_id_present"),
        CheckConstraint("reopen_count >= 0", name="reopen_count_not_negative"),
    )

    # Led by the unique constraint above, so no index of its own: every index slows a bulk import.
    government_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("government.id"))

    # Told by the source
    source: Mapped[str] = mapped_column(String(80))
    tracking_id: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(300), default="")
    text: Mapped[str] = mapped_column(Text, default="", deferred=True)  # masked; not loaded by lists
    klass: Mapped[Klass | None] = mapped_column(enumerated(Klass, "klass"))
    category: Mapped[str] = mapped_column(String(200), default="")
    channel: Mapped[str] = mapped_column(String(80), default="")
    area: Mapped[str] = mapped_column(String(200), default="", server_default=_EMPTY)  # kecamatan, desa …
    raw_unit: Mapped[str] = mapped_column(String(300), default="")  # the agency as the source writes it
    reported_status: Mapped[Status | None] = mapped_column(enumerated(Status, "reported_status"))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    verified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    first_follow_up_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_follow_up_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_automatically: Mapped[bool] = mapped_column(Boolean, default=False)
    postponed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    resumed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    rating: Mapped[float | None] = mapped_column(Float)
    content_hash: Mapped[str] = mapped_column(String(32))  # of everything told: equal means unchanged

    # Decided here
    origin: Mapped[Origin] = mapped_column(
        enumerated(Origin, "origin"), default=Origin.IMPORT, server_default=Origin.IMPORT.value
    )
    # Spans of waiting before the one in postponed_at and resumed_at: [[from, until], …] as ISO moments in UTC.
    earlier_pauses: Mapped[list[list[str]]] = mapped_column(JSON, default=list, server_default="[]")
    replied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # the reporter's last word
    reopened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reopen_count: Mapped[int] = mapped_column(Integer, default=0, server_default=_ZERO)
    text_removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # past its keeping
    # When the last OPD said that it is not its business, until the coordinator names another one.
    declined_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    unit_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    import_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("complaint_import.id"))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    # Derived
    received_on: Mapped[date] = mapped_column(Date)  # the day on the government's clock
    # That day's month, 2021-10. The session keeps the one before, whose figures change as well.
    month: Mapped[str] = mapped_column(String(7), active_history=True)
    status: Mapped[Status] = mapped_column(enumerated(Status, "status"))
    colour: Mapped[Colour] = mapped_column(enumerated(Colour, "colour"))
    followed_up: Mapped[bool] = mapped_column(Boolean)
    verify_state: Mapped[ClockState] = mapped_column(enumerated(ClockState, "verify_state"))
    verify_due: Mapped[datetime | None] = mapped_column(UtcDateTime)
    verify_days: Mapped[int | None] = mapped_column(Integer)
    follow_up_state: Mapped[ClockState] = mapped_column(enumerated(ClockState, "follow_up_state"))
    follow_up_due: Mapped[datetime | None] = mapped_column(UtcDateTime)
    follow_up_days: Mapped[int | None] = mapped_column(Integer)
    resolve_state: Mapped[ClockState] = mapped_column(enumerated(ClockState, "resolve_state"))
    resolve_due: Mapped[datetime | None] = mapped_column(UtcDateTime)
    resolve_days: Mapped[int | None] = mapped_column(Integer)
    close_due: Mapped[datetime | None] = mapped_column(
        UtcDateTime
    )  # when it closes by itself unless somebody writes

    unit: Mapped[Unit | None] = relationship(
        primaryjoin="Complaint.unit_id == Unit.id", foreign_keys="Complaint.unit_id", viewonly=True
    )


class EventKind(StrEnum):
    """What happened to a complaint in the register, in the past tense."""

    CORRECTED = "corrected"  # the source told something else than before
    ENTERED = "entered"  # written down here, or sent by a local channel
    VERIFIED = "verified"  # checked and forwarded for the first time
    ROUTED = "routed"  # the OPD was decided here
    DECLINED = "declined"  # an OPD said that it is not its business ("bukan wewenang")
    FOLLOWED_UP = "followed_up"
    POSTPONED = "postponed"  # waits for the reporter to complete it
    RESUMED = "resumed"
    REPLIED = "replied"  # the reporter wrote again
    CLOSED = "closed"
    CLOSED_AUTOMATICALLY = "closed_automatically"
    REOPENED = "reopened"
    ARCHIVED = "archived"
    TEXT_REMOVED = "text_removed"  # past its keeping
    UNDONE = "undone"  # an import was taken back


class ComplaintEvent(Base, HasId, TenantOwned):
    """One entry of a complaint's history, never changed. The milestones of the source stand in the complaint itself."""

    __tablename__ = "complaint_event"
    __table_args__ = (Index("ix_complaint_event_complaint_id_at", "complaint_id", "at"),)

    complaint_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("complaint.id", ondelete="CASCADE")
    )
    kind: Mapped[EventKind] = mapped_column(enumerated(EventKind, "kind"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    actor_user_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    import_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("complaint_import.id"))
    # What was answered, or why; masked, and for those who may read the complaint's text.
    note: Mapped[str] = mapped_column(Text, default="", server_default=_EMPTY)
    # Field → [before, after]; of title and text only that they changed.
    changes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
