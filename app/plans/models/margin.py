"""Notes in the margin of a chapter, and who has it open: both stay within the government."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import ID_LENGTH, Base, HasId, TenantOwned, Timestamped, UtcDateTime, Versioned
from app.plans.anchors import KEY_LENGTH

QUOTE_LENGTH = 300


class MarginNote(Base, HasId, TenantOwned, Timestamped, Versioned):
    """A note beside a paragraph, or an answer to one (`parent_id`). It is no part of the document and is never sent.

    `anchor` is the key of the paragraph now (it follows edits), `quote` its words when the note was written.
    """

    __tablename__ = "plan_margin_note"
    __table_args__ = (
        UniqueConstraint("government_id", "id"),
        ForeignKeyConstraint(
            ["government_id", "chapter_id"], ["plan_chapter.government_id", "plan_chapter.id"]
        ),
        ForeignKeyConstraint(
            ["government_id", "parent_id"], ["plan_margin_note.government_id", "plan_margin_note.id"]
        ),
        CheckConstraint("length(text) > 0", name="text_present"),
        CheckConstraint("parent_id IS NULL OR resolved_at IS NULL", name="answers_are_not_resolved"),
    )

    chapter_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    parent_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), index=True)
    anchor: Mapped[str] = mapped_column(String(KEY_LENGTH))
    quote: Mapped[str] = mapped_column(String(QUOTE_LENGTH))
    text: Mapped[str] = mapped_column(Text)
    author_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    author_name: Mapped[str] = mapped_column(String(120), default="")
    resolved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    resolved_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))


class ChapterPresence(Base, HasId, TenantOwned):
    """Somebody has the form of a chapter open, or had it a moment ago. A notice, never a lock."""

    __tablename__ = "plan_chapter_presence"
    __table_args__ = (
        UniqueConstraint("chapter_id", "user_id"),
        ForeignKeyConstraint(
            ["government_id", "chapter_id"], ["plan_chapter.government_id", "plan_chapter.id"]
        ),
    )

    chapter_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    user_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
