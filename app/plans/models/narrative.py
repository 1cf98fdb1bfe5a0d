"""What belongs to a chapter beside its text: its earlier states, and what its sentences were last held to say."""

from datetime import datetime

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.db import ID_LENGTH, Base, HasId, TenantOwned, UtcDateTime, enum_column, utc_now
from app.plans.fitting.sentences import KEY_LENGTH
from app.plans.rules import StateKind


class ChapterState(Base, HasId, TenantOwned):
    """A chapter as it was saved once: never changed, counted from 1 within its chapter; the newest is the present one.

    Old ones are let go of when there are more than `narrative.KEPT_STATES`.
    """

    __tablename__ = "plan_chapter_state"
    __table_args__ = (
        UniqueConstraint("chapter_id", "number"),
        ForeignKeyConstraint(
            ["government_id", "chapter_id"], ["plan_chapter.government_id", "plan_chapter.id"]
        ),
        CheckConstraint("number > 0", name="number_counts_from_one"),
        CheckConstraint("(kind = 'restored') = (restored_from IS NOT NULL)", name="restored_from_some_state"),
    )

    chapter_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    number: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    kind: Mapped[StateKind] = mapped_column(enum_column(StateKind))
    restored_from: Mapped[int | None] = mapped_column(
        Integer
    )  # the number of the state that was brought back
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    saved_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))


class ChapterSentence(Base, HasId, TenantOwned):
    """What the figures of a sentence said when it was last saved or confirmed; `key` follows from its words."""

    __tablename__ = "plan_chapter_sentence"
    __table_args__ = (
        UniqueConstraint("chapter_id", "key"),
        ForeignKeyConstraint(
            ["government_id", "chapter_id"], ["plan_chapter.government_id", "plan_chapter.id"]
        ),
    )

    chapter_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    key: Mapped[str] = mapped_column(String(KEY_LENGTH))
    figures: Mapped[dict[str, str | None]] = mapped_column(JSON)  # by placeholder, as they were shown
    typed: Mapped[dict[str, str]] = mapped_column(JSON)  # figures that stand in the sentence as typed numbers
    confirmed: Mapped[bool] = mapped_column(Boolean, default=False)  # False: remembered from saving alone
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    by: Mapped[str | None] = mapped_column("by_user_id", String(ID_LENGTH), ForeignKey("user_account.id"))
