"""The table of uploads that are under way."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import ID_LENGTH, Base, HasId, TenantOwned, Timestamped


class Upload(Base, HasId, TenantOwned, Timestamped):
    """One file on its way: how much of it is here. It belongs to whoever began it, and is swept after a day."""

    __tablename__ = "file_upload"
    __table_args__ = (
        Index("ix_file_upload_created_by", "created_by"),
        CheckConstraint("size > 0", name="size_positive"),
        CheckConstraint("received BETWEEN 0 AND size", name="received_within_size"),
        CheckConstraint("pieces >= 0", name="pieces_counted"),
    )

    created_by: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    target: Mapped[str] = mapped_column(String(120))  # what the file is for, in the words of whoever asked
    filename: Mapped[str] = mapped_column(String(200))
    size: Mapped[int] = mapped_column(Integer)  # bytes, as the browser said at the beginning
    received: Mapped[int] = mapped_column(Integer, default=0)  # bytes that are here, without a gap
    pieces: Mapped[int] = mapped_column(Integer, default=0)
    finished_as: Mapped[str | None] = mapped_column(String(ID_LENGTH))  # the record that the file became
