"""What a document was before it was replaced. The rows that show it at answers are `Evidence`, of one `document_id`."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import ID_LENGTH, Base, HasId, TenantOwned, Timestamped, UtcDateTime
from app.files import StoredFile


class DocumentVersion(Base, HasId, TenantOwned, Timestamped):
    """One earlier version of a document in one assessment, kept for ever: what it was, who replaced it and why."""

    __tablename__ = "evidence_version"
    __table_args__ = (
        UniqueConstraint("assessment_id", "document_id", "number"),
        ForeignKeyConstraint(
            ["government_id", "assessment_id"], ["assessment.government_id", "assessment.id"]
        ),
        CheckConstraint("number >= 1", name="number_counts_from_one"),
    )

    assessment_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    document_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    number: Mapped[int] = mapped_column(Integer)  # 1 is what was uploaded first
    file_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("stored_file.id"), index=True)
    title: Mapped[str] = mapped_column(String(255))
    document_date: Mapped[date | None] = mapped_column(Date)
    issuing_unit: Mapped[str] = mapped_column(String(200))
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)
    added_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    replaced_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    note: Mapped[str] = mapped_column(String(300), default="")  # why, in the words of whoever replaced it

    file: Mapped[StoredFile] = relationship(lazy="joined")
