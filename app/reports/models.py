"""The documents that were made, or are being made."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import ID_LENGTH, Base, HasId, TenantOwned, Timestamped, UtcDateTime, enum_column
from app.files import StoredFile
from app.jobs import Job
from app.reports.document import Format, Subject


class GeneratedDocument(Base, HasId, TenantOwned, Timestamped):
    """One document that somebody asked for: what it is about, the job that makes it, and the file once it is there.

    While a new one is made, the last good one stays: a row is never written over.
    """

    __tablename__ = "generated_document"
    __table_args__ = (
        ForeignKeyConstraint(["government_id", "unit_id"], ["unit.government_id", "unit.id"]),
        Index("ix_generated_document_government_id_created_at", "government_id", "created_at"),
        CheckConstraint("length(name) > 0", name="name_present"),
        CheckConstraint("(file_id IS NULL) = (made_at IS NULL)", name="file_has_moment"),
    )

    name: Mapped[str] = mapped_column(String(40))  # in the catalogue
    kind: Mapped[Format] = mapped_column(enum_column(Format))
    language: Mapped[str] = mapped_column(String(5), default="id")
    unit_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), index=True)
    record: Mapped[str] = mapped_column(String(80), default="")
    job_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("job.id"), index=True)
    file_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("stored_file.id"), index=True)
    made_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))

    file: Mapped[StoredFile | None] = relationship()
    job: Mapped[Job | None] = relationship()

    @property
    def subject(self) -> Subject:
        """What it is about."""
        return Subject(self.government_id, self.unit_id, self.record)
