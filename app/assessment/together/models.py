"""Tables: what was handed to whom, who has which answer open, threads, and answers for every OPD."""

from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.assessment.models import Assessment
from app.assessment.rules.talking import Side, ThreadState
from app.db import ID_LENGTH, Base, HasId, TenantOwned, Timestamped, UtcDateTime, Versioned, enum_column
from app.organisations.models import Invitation

NOTE_LENGTH = 300


def _of_assessment() -> ForeignKeyConstraint:
    columns = ["government_id", "assessment_id"]
    return ForeignKeyConstraint(columns, ["assessment.government_id", "assessment.id"])


class Handover(Base, HasId, TenantOwned, Timestamped):
    """Some indicators of one assessment, given to one person by an OPD admin.

    Until the link is taken up there is no user. Nothing is deleted: what was taken back stays with its moment.
    """

    __tablename__ = "indicator_handover"
    __table_args__ = (
        UniqueConstraint("government_id", "id"),
        UniqueConstraint("invitation_id"),
        _of_assessment(),
        ForeignKeyConstraint(["government_id", "unit_id"], ["unit.government_id", "unit.id"]),
        CheckConstraint("(user_id IS NULL) = (accepted_at IS NULL)", name="taken_up_by_somebody"),
        Index("ix_indicator_handover_user", "user_id", "assessment_id"),
    )

    assessment_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    unit_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    invitation_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("invitation.id"))
    user_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    name: Mapped[str] = mapped_column(String(120))
    note: Mapped[str] = mapped_column(String(NOTE_LENGTH), default="")
    due_on: Mapped[date | None] = mapped_column(Date)  # a wish of the OPD admin; nothing closes by it
    given_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))

    assessment: Mapped[Assessment] = relationship(
        primaryjoin="Handover.assessment_id == Assessment.id",
        foreign_keys="Handover.assessment_id",
        viewonly=True,
    )
    invitation: Mapped[Invitation | None] = relationship(viewonly=True)
    indicators: Mapped[list["HandedIndicator"]] = relationship(
        primaryjoin="HandedIndicator.handover_id == Handover.id",
        foreign_keys="HandedIndicator.handover_id",
        viewonly=True,
    )


class HandedIndicator(Base, HasId, TenantOwned, Timestamped):
    """One indicator of a handover; it can be taken back alone."""

    __tablename__ = "handed_indicator"
    __table_args__ = (
        UniqueConstraint("handover_id", "indicator_id"),
        ForeignKeyConstraint(
            ["government_id", "handover_id"], ["indicator_handover.government_id", "indicator_handover.id"]
        ),
    )

    handover_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    indicator_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("indicator.id"))
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))


class AnswerPresence(Base, HasId, TenantOwned):
    """Somebody has the page of an answer open, or had it a moment ago."""

    __tablename__ = "answer_presence"
    __table_args__ = (UniqueConstraint("assessment_id", "indicator_id", "user_id"), _of_assessment())

    assessment_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    indicator_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("indicator.id"))
    user_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CommonAnswer(Base, HasId, TenantOwned, Timestamped, Versioned):
    """A question about an indicator, answered once by the coordinator for every OPD of the round."""

    __tablename__ = "common_answer"
    __table_args__ = (
        UniqueConstraint("government_id", "id"),
        ForeignKeyConstraint(
            ["government_id", "round_id"], ["assessment_round.government_id", "assessment_round.id"]
        ),
        CheckConstraint("length(question) > 0 AND length(text) > 0", name="asks_and_answers"),
    )

    round_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    indicator_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("indicator.id"))
    question: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    published_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changed_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))


class AnswerThread(Base, HasId, TenantOwned, Timestamped):
    """The conversation about one indicator of one assessment; `state` follows from its moments (`rules.talking`)."""

    __tablename__ = "answer_thread"
    __table_args__ = (
        UniqueConstraint("government_id", "id"),
        UniqueConstraint("assessment_id", "indicator_id"),
        _of_assessment(),
        ForeignKeyConstraint(
            ["government_id", "common_id"], ["common_answer.government_id", "common_answer.id"]
        ),
        Index("ix_answer_thread_government_state", "government_id", "state"),
    )

    assessment_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    indicator_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("indicator.id"))
    state: Mapped[ThreadState] = mapped_column(enum_column(ThreadState), default=ThreadState.QUIET)
    common_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))  # the answer for all that answered it
    common_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))

    assessment: Mapped[Assessment] = relationship(
        primaryjoin="AnswerThread.assessment_id == Assessment.id",
        foreign_keys="AnswerThread.assessment_id",
        viewonly=True,
    )
    messages: Mapped[list["ThreadMessage"]] = relationship(
        primaryjoin="ThreadMessage.thread_id == AnswerThread.id",
        foreign_keys="ThreadMessage.thread_id",
        order_by="ThreadMessage.created_at, ThreadMessage.id",
        viewonly=True,
    )


class ThreadMessage(Base, HasId, TenantOwned, Timestamped):
    """What somebody wrote. It is never changed; taken back, its words are gone and its place stays."""

    __tablename__ = "thread_message"
    __table_args__ = (
        ForeignKeyConstraint(
            ["government_id", "thread_id"], ["answer_thread.government_id", "answer_thread.id"]
        ),
        CheckConstraint("(withdrawn_at IS NULL) = (length(text) > 0)", name="says_something"),
    )

    thread_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    author_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    side: Mapped[Side] = mapped_column(enum_column(Side))
    asks: Mapped[bool] = mapped_column(Boolean, default=False)  # a question to the coordinator
    text: Mapped[str] = mapped_column(Text)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    thread: Mapped[AnswerThread] = relationship(
        primaryjoin="ThreadMessage.thread_id == AnswerThread.id",
        foreign_keys="ThreadMessage.thread_id",
        viewonly=True,
    )


class ThreadReading(Base, HasId, TenantOwned):
    """Until when somebody has read a thread."""

    __tablename__ = "thread_reading"
    __table_args__ = (
        UniqueConstraint("thread_id", "user_id"),
        ForeignKeyConstraint(
            ["government_id", "thread_id"], ["answer_thread.government_id", "answer_thread.id"]
        ),
    )

    thread_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    user_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    read_at: Mapped[datetime] = mapped_column(UtcDateTime)
