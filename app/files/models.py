"""The table of kept files. The bytes lie outside the database, under a name that says nothing."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import ID_LENGTH, Base, HasId, TenantOwned, UtcDateTime, enum_column, utc_now


class ScanState(StrEnum):
    """What is known about viruses; an installation without a scanner says so instead of "clean"."""

    NOT_SCANNED = "not_scanned"
    CLEAN = "clean"


class StoredFile(Base, HasId, TenantOwned):
    """A file that was accepted. Rows of one government with the same content share one blob."""

    __tablename__ = "stored_file"
    __table_args__ = (
        Index("ix_stored_file_content", "government_id", "sha256"),
        CheckConstraint("size > 0", name="size_positive"),
        CheckConstraint("length(sha256) = 64", name="sha256_whole"),
    )

    blob: Mapped[str] = mapped_column(String(ID_LENGTH + 3), index=True)  # folder/name below FILES_URL
    sha256: Mapped[str] = mapped_column(String(64))  # hexadecimal
    size: Mapped[int] = mapped_column(Integer)  # bytes
    media_type: Mapped[str] = mapped_column(String(100))
    original_name: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[str] = mapped_column(String(20))
    scan_state: Mapped[ScanState] = mapped_column(enum_column(ScanState), default=ScanState.NOT_SCANNED)
    created_by: Mapped[str | None] = mapped_column(
        String(ID_LENGTH)
    )  # user, or nobody for what the system made
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
