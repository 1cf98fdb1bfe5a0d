"""What chapters begin with: versions of templates, and which of them a chapter began with."""

from datetime import datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.db import (
    ID_LENGTH,
    Base,
    HasId,
    TenantOwned,
    Timestamped,
    UtcDateTime,
    Versioned,
    enum_column,
    utc_now,
)
from app.organisations.models import GovernmentKind
from app.plans.rules.templates import TemplateSource, TemplateState

_NATIONAL = text("government_id IS NULL")
_OWN = text("government_id IS NOT NULL")


class ChapterTemplate(Base, HasId, Timestamped, Versioned):
    """A version of the chapters that plans of one kind of government begin with. Published, it never changes.

    `government_id` None: the ministry's, for everybody. Otherwise a government's own, which names only the chapters
    that it wants otherwise. Numbers count from 1 within the same owner and kind; only one can be a draft, the newest.
    `chapters`: code → {"title", "body"}; bodies are sanitised.
    """

    __tablename__ = "plan_chapter_template"
    __table_args__ = (
        Index(
            "uq_plan_chapter_template_national",
            "kind",
            "number",
            unique=True,
            sqlite_where=_NATIONAL,
            postgresql_where=_NATIONAL,
        ),
        Index(
            "uq_plan_chapter_template_own",
            "government_id",
            "number",
            unique=True,
            sqlite_where=_OWN,
            postgresql_where=_OWN,
        ),
        CheckConstraint("number > 0", name="number_counts_from_one"),
        CheckConstraint("(state = 'published') = (published_at IS NOT NULL)", name="published_has_moment"),
    )

    government_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("government.id"))
    kind: Mapped[GovernmentKind] = mapped_column(enum_column(GovernmentKind))
    number: Mapped[int] = mapped_column(Integer)
    state: Mapped[TemplateState] = mapped_column(enum_column(TemplateState), default=TemplateState.DRAFT)
    chapters: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON, default=dict)
    note: Mapped[str] = mapped_column(String(500), default="")  # what changed, for those who take it over
    created_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_by: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("user_account.id"))


class ChapterOrigin(Base, HasId, TenantOwned):
    """Which template a chapter began with, and each it was compared with since: it stands on the newest.

    The text is kept as well: a later difference is one between templates, whatever people wrote in between.
    """

    __tablename__ = "plan_chapter_origin"
    __table_args__ = (
        UniqueConstraint("chapter_id", "number"),
        ForeignKeyConstraint(
            ["government_id", "chapter_id"], ["plan_chapter.government_id", "plan_chapter.id"]
        ),
        CheckConstraint("number > 0", name="number_counts_from_one"),
        CheckConstraint("template_number >= 0", name="template_number_counts"),
    )

    chapter_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    number: Mapped[int] = mapped_column(Integer)  # 1: what it began with
    source: Mapped[TemplateSource] = mapped_column(enum_column(TemplateSource))
    template_number: Mapped[int] = mapped_column(Integer)  # of the version within its source
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    by: Mapped[str | None] = mapped_column("by_user_id", String(ID_LENGTH), ForeignKey("user_account.id"))
