"""The inbox, and the mails that wait to leave."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import ID_LENGTH, Base, HasId, Timestamped, UtcDateTime, enum_column
from app.notifications.rules import MailMode


class Notification(Base, HasId, Timestamped):
    """One line in a person's inbox. It belongs to the person, whatever government it speaks of."""

    __tablename__ = "notification"
    __table_args__ = (
        Index("ix_notification_inbox", "user_id", "created_at"),
        Index("ix_notification_unread", "user_id", "read_at"),
        Index("ix_notification_unmailed", "mailed_at", "created_at"),
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
    mailed_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime
    )  # when it went into a mail, alone or with others


class MailSetting(Base):
    """When somebody wants mail; who has no row has what `rules.MailWish` begins with."""

    __tablename__ = "mail_setting"
    __table_args__ = (
        CheckConstraint("quiet_from BETWEEN 0 AND 23", name="quiet_from_is_an_hour"),
        CheckConstraint("quiet_until BETWEEN 0 AND 23", name="quiet_until_is_an_hour"),
    )

    user_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True
    )
    mode: Mapped[MailMode] = mapped_column(enum_column(MailMode))
    quiet_from: Mapped[int] = mapped_column(Integer)
    quiet_until: Mapped[int] = mapped_column(Integer)


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
    # Where the reader can stop such mails; none for those about the account itself.
    unsubscribe: Mapped[str | None] = mapped_column(String(500))
    last_error: Mapped[str] = mapped_column(String(200), default="")  # class of the error, no address
