"""The inbox, and the mails that wait to leave."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import ID_LENGTH, Base, HasId, Timestamped, UtcDateTime


class Notification(Base, HasId, Timestamped):
    """One line in a person's inbox. It belongs to the person, whatever government it speaks of."""

    __tablename__ = "notification"
    __table_args__ = (
        Index("ix_notification_inbox", "user_id", "created_at"),
        Index("ix_notification_unread", "user_id", "read_at"),
    )

    user_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(60))  # "assessment.returned"
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text, default="")
    url: Mapped[str] = mapped_column(String(500), default="")  # address within the site, beginning with "/"
    government_id: Mapped[str | None] = mapped_column(
        String(ID_LENGTH), ForeignKey("government.id"), index=True
    )
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class OutgoingMail(Base, HasId, Timestamped):
    """A mail that has not left yet. Written with the change it tells of, removed once it was handed over.

    So a mail is neither sent for a change that was rolled back nor lost when the mail server is away.
    """

    __tablename__ = "outgoing_mail"
    __table_args__ = (CheckConstraint("attempts >= 0", name="attempts_not_negative"),)

    to_address: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(250))
    body: Mapped[str] = mapped_column(Text)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    next_attempt_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    last_error: Mapped[str] = mapped_column(String(200), default="")  # class of the error, no address
