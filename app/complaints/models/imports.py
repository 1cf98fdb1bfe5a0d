"""Imports: which file, how it was read, what came of it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.complaints.import_formats.fields import Trouble
from app.complaints.models.columns import enumerated
from app.db import ID_LENGTH, Base, HasId, TenantOwned, Timestamped, UtcDateTime, Versioned

_ZERO, _EMPTY = text("0"), text("''")


class ImportState(StrEnum):
    """Where an import stands."""

    UPLOADED = "uploaded"  # the columns wait for confirmation
    CHECKING = "checking"
    CHECKED = "checked"  # the dry run is done and waits for confirmation
    IMPORTING = "importing"
    DONE = "done"
    REFUSED = "refused"  # the file as a whole could not be read
    CANCELLED = "cancelled"
    UNDOING = "undoing"
    UNDONE = "undone"  # what it brought was taken back, except what something later touched


class ComplaintImport(Base, HasId, TenantOwned, Timestamped, Versioned):
    """One file on its way into the register, and afterwards the record of what it brought."""

    __tablename__ = "complaint_import"
    __table_args__ = (
        CheckConstraint(
            "new_count >= 0 AND changed_count >= 0 AND unchanged_count >= 0 AND rejected_count >= 0",
            name="counts_not_negative",
        ),
        CheckConstraint(
            "removed_count >= 0 AND restored_count >= 0 AND kept_count >= 0", name="undone_not_negative"
        ),
    )

    state: Mapped[ImportState] = mapped_column(enumerated(ImportState, "state"), default=ImportState.UPLOADED)
    source: Mapped[str] = mapped_column(String(80))
    filename: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64), default="")
    # The upload may name reporters; it is removed as soon as the import is done or given up.
    file_id: Mapped[str | None] = mapped_column(
        String(ID_LENGTH), ForeignKey("stored_file.id", ondelete="SET NULL")
    )
    format: Mapped[str] = mapped_column(String(40))
    header_row: Mapped[int] = mapped_column(Integer, default=1)
    headings: Mapped[list[str]] = mapped_column(JSON, default=list)
    mapping: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)  # field → position of its column
    cut_off: Mapped[datetime | None] = mapped_column(UtcDateTime)  # the data are complete up to here
    new_count: Mapped[int] = mapped_column(Integer, default=0)
    changed_count: Mapped[int] = mapped_column(Integer, default=0)
    unchanged_count: Mapped[int] = mapped_column(Integer, default=0)
    rejected_count: Mapped[int] = mapped_column(Integer, default=0)
    problem_count: Mapped[int] = mapped_column(Integer, default=0)
    unknown_units: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)  # spelling → complaints
    # Rows that are no complaints: kind (`Skip`) → count and the first of their numbers. None: it was not counted then.
    skipped: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    refusal: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # trouble, params
    # The headings of the kept rejected rows: those of the file without what may tell who complained.
    rejected_headings: Mapped[list[str]] = mapped_column(JSON, default=list)
    # The remembered layout that its columns were taken from, if any; it may have been forgotten since.
    layout_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    job_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    created_by: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # What undoing did: complaints that disappeared, that went back to what they were, that had to stay.
    removed_count: Mapped[int] = mapped_column(Integer, default=0)
    restored_count: Mapped[int] = mapped_column(Integer, default=0)
    kept_count: Mapped[int] = mapped_column(Integer, default=0)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Of how many complaints it told who complained, where the government keeps that.
    reporter_count: Mapped[int] = mapped_column(Integer, default=0, server_default=_ZERO)
    undone_by: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    # Since when it can no longer be undone and its rejected rows are gone.
    forgotten_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ImportProblem(Base, TenantOwned):
    """One thing wrong with one cell of an import's file."""

    __tablename__ = "complaint_import_problem"
    __table_args__ = (Index("ix_complaint_import_problem_government_id", "government_id"),)

    government_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("government.id"))
    import_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("complaint_import.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    row: Mapped[int] = mapped_column(Integer)
    column: Mapped[str] = mapped_column(String(300))
    value: Mapped[str] = mapped_column(String(120))  # short, masked
    trouble: Mapped[Trouble] = mapped_column(enumerated(Trouble, "trouble"))
    params: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)


class RejectedRow(Base, TenantOwned):
    """A row that an import did not take, masked, so that it can be mended and uploaded again."""

    __tablename__ = "complaint_import_rejected"
    __table_args__ = (
        Index("ix_complaint_import_rejected_government_id_tracking_id", "government_id", "tracking_id"),
    )

    government_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("government.id"), index=True)
    import_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("complaint_import.id", ondelete="CASCADE"), primary_key=True
    )
    row: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    tracking_id: Mapped[str] = mapped_column(String(64), default="", server_default=_EMPTY)  # if it has one
    cells: Mapped[list[Any]] = mapped_column(JSON)  # in the order of `ComplaintImport.rejected_headings`


class ImportBefore(Base, TenantOwned):
    """What an import changed in a complaint, as it was before. Kept for some time, so that the import can be undone."""

    __tablename__ = "complaint_import_before"

    government_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("government.id"), index=True)
    import_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("complaint_import.id", ondelete="CASCADE"), primary_key=True
    )
    complaint_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("complaint.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Only the columns that changed, as JSON holds them (moments as ISO texts), and always `content_hash`, `unit_id`.
    told: Mapped[dict[str, Any]] = mapped_column(JSON)


class ImportSeen(Base, TenantOwned):
    """Complaints that an import found unchanged: an earlier import that brought them must not take them away.

    Of each only eight bytes are kept (see `undoing.mark`): a register of a million is seen again every month.
    """

    __tablename__ = "complaint_import_seen"

    government_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("government.id"), index=True)
    import_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("complaint_import.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    marks: Mapped[bytes] = mapped_column(LargeBinary)


class ImportMapping(Base, HasId, TenantOwned, Versioned):
    """Which columns a person chose for one layout of a source, remembered by heading for its next file."""

    __tablename__ = "complaint_import_mapping"
    __table_args__ = (
        UniqueConstraint(
            "government_id",
            "source",
            "signature",
            name="uq_complaint_import_mapping_government_id_source",
        ),
    )

    government_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("government.id"))
    source: Mapped[str] = mapped_column(String(80))
    signature: Mapped[str] = mapped_column(String(32))  # of all headings of the file, whatever their order
    layout: Mapped[list[str]] = mapped_column(JSON, default=list)  # all headings of the file, folded
    headings: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # field → folded heading
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
