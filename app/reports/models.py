"""The documents that were made, or are being made."""

from datetime import datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import ID_LENGTH, Base, HasId, TenantOwned, Timestamped, UtcDateTime, enum_column, utc_now
from app.files import StoredFile
from app.jobs import Job
from app.reports.document import Format, Subject

_IN_FORCE = text("voided_at IS NULL")


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


class DocumentNumber(Base, HasId, TenantOwned):
    """A number that a document was given: for ever, and to no other one. One that was voided stays in the book.

    `running` counts within kind and year; None for a number that was typed, as it stands in a book of paper.
    """

    __tablename__ = "document_number"
    __table_args__ = (
        UniqueConstraint("government_id", "name", "year", "running"),
        UniqueConstraint("government_id", "number"),
        Index(
            "uq_document_number_subject",
            "government_id",
            "name",
            "subject",
            unique=True,
            sqlite_where=_IN_FORCE,
            postgresql_where=_IN_FORCE,
        ),
        CheckConstraint("running IS NULL OR running > 0", name="running_counts_from_one"),
        CheckConstraint("length(number) > 0", name="number_present"),
        CheckConstraint("(voided_at IS NULL) = (void_reason = '')", name="void_has_reason"),
    )

    name: Mapped[str] = mapped_column(String(40))  # of the document, in the catalogue
    subject: Mapped[str] = mapped_column(String(110))  # "<OPD or nothing>|<record or nothing>"
    year: Mapped[int] = mapped_column(Integer)
    running: Mapped[int | None] = mapped_column(Integer)
    number: Mapped[str] = mapped_column(String(120))
    given_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    given_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    voided_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    void_reason: Mapped[str] = mapped_column(String(300), default="")


class IssuedDocument(Base, HasId, TenantOwned, Timestamped):
    """The record of a PDF that left the house; its id stands in the code on every page. It outlives the file.

    Whoever holds the document may read this record, so it says no more than the document's front does.
    """

    __tablename__ = "issued_document"
    __table_args__ = (
        ForeignKeyConstraint(["government_id", "unit_id"], ["unit.government_id", "unit.id"]),
        ForeignKeyConstraint(
            ["government_id", "submission_id"], ["plan_submission.government_id", "plan_submission.id"]
        ),
        CheckConstraint("length(sha256) = 64", name="sha256_whole"),
        CheckConstraint("size > 0", name="size_positive"),
        Index("ix_issued_document_sha256", "sha256"),
        Index("uq_issued_document_government_id_id", "government_id", "id", unique=True),
    )

    name: Mapped[str] = mapped_column(String(40))  # in the catalogue
    language: Mapped[str] = mapped_column(String(5))
    unit_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    record: Mapped[str] = mapped_column(String(80), default="")
    submission_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))  # of a plan's sent version
    file_name: Mapped[str] = mapped_column(String(120))
    sha256: Mapped[str] = mapped_column(String(64))  # of the whole file, hexadecimal
    size: Mapped[int] = mapped_column(Integer)  # bytes
    is_concept: Mapped[bool | None] = mapped_column(
        Boolean
    )  # as its pages say; None: made before that was noted
    issued_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
