"""How long words are kept, who opened them, and, where a government decided so, who complained."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    event,
    text,
)
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from app.complaints.models.columns import enumerated
from app.complaints.rules import Klass
from app.db import ID_LENGTH, Base, HasId, TenantOwned, Timestamped, UtcDateTime, Versioned, utc_now


class RetentionRule(Base, HasId, Timestamped, Versioned):
    """Months for which the words of complaints are kept after their end, from a day on.

    Without a government: everywhere.
    """

    __tablename__ = "retention_rule"
    __table_args__ = (
        CheckConstraint("months BETWEEN 1 AND 120", name="months_plausible"),
        CheckConstraint("length(basis) > 0", name="basis_present"),
        Index("ix_retention_rule_government_id_valid_from", "government_id", "valid_from"),
    )

    government_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), ForeignKey("government.id"))
    klass: Mapped[Klass | None] = mapped_column(
        enumerated(Klass, "klass")
    )  # None: all that have none of their own
    months: Mapped[int] = mapped_column(Integer)
    valid_from: Mapped[date] = mapped_column(Date)
    basis: Mapped[str] = mapped_column(String(300))
    created_by: Mapped[str | None] = mapped_column(String(ID_LENGTH))


class AccessKind(StrEnum):
    """Where somebody met the words of complaints."""

    PAGE = "page"
    EXPORT = "export"
    API = "api"
    REPORTER = "reporter"  # who complained


class TextAccess(Base, HasId, TenantOwned):
    """Somebody opened what citizens wrote. Written before it is shown, never changed, removed when it is old.

    A person who opens the same complaint again within the hour leaves no second entry; every export leaves its own.
    """

    __tablename__ = "complaint_text_access"
    __table_args__ = (
        UniqueConstraint(
            "user_id", "kind", "complaint_id", "hour", name="uq_complaint_text_access_once_an_hour"
        ),
        Index("ix_complaint_text_access_government_id_at", "government_id", "at"),
        Index("ix_complaint_text_access_complaint_id", "complaint_id"),
        CheckConstraint("count >= 0", name="count_not_negative"),
        CheckConstraint(
            "(kind IN ('page', 'reporter')) = (complaint_id IS NOT NULL)", name="one_complaint_or_many"
        ),
    )

    # Led by the index on government and moment. No foreign keys to people and complaints: the log outlives them.
    government_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("government.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    hour: Mapped[str] = mapped_column(String(13))  # of that moment in UTC: 2026-11-25T08
    user_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    role: Mapped[str] = mapped_column(String(32))
    via: Mapped[str] = mapped_column(String(80), default="")  # of an application: the name of its key
    kind: Mapped[AccessKind] = mapped_column(enumerated(AccessKind, "kind"))
    complaint_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    tracking_id: Mapped[str] = mapped_column(String(64), default="")
    filters: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # what an export was narrowed to
    count: Mapped[int] = mapped_column(Integer, default=1)  # complaints whose words were handed out


class ChangedAccessLogError(RuntimeError):
    """Code tried to change an entry of the access log: always a mistake."""


@event.listens_for(TextAccess, "before_update")
@event.listens_for(TextAccess, "before_delete")
def _refuse_change(_mapper: Mapper[TextAccess], _connection: object, entry: TextAccess) -> None:
    raise ChangedAccessLogError(f"entry {entry.id} of the access log cannot be changed")


class ReporterSetting(Base, TenantOwned, Versioned):
    """A government's decision to keep who complained: on what basis, for how long, and who answers for it."""

    __tablename__ = "complaint_reporter_setting"
    __table_args__ = (
        CheckConstraint("months BETWEEN 1 AND 24", name="months_plausible"),
        CheckConstraint(
            "NOT allowed OR (length(basis) > 0 AND length(officer_name) > 0 AND length(officer_contact) > 0)",
            name="allowed_says_why",
        ),
    )

    government_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("government.id"), primary_key=True
    )
    allowed: Mapped[bool] = mapped_column(Boolean, default=False)
    basis: Mapped[str] = mapped_column(Text, default="")
    officer_name: Mapped[str] = mapped_column(String(200), default="")  # pejabat pelindungan data pribadi
    officer_contact: Mapped[str] = mapped_column(String(200), default="")
    months: Mapped[int] = mapped_column(Integer, default=6)  # after the end of the complaint
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    changed_by: Mapped[str | None] = mapped_column(String(ID_LENGTH))


class ComplaintReporter(Base, HasId, TenantOwned, Timestamped):
    """Who complained, sealed with a key that is not in the database; only where the government decided to keep it.

    One row for each import that told it, and one at most for what anybody else told. The latest holds; those before it
    wait until the latest can no longer be taken back.
    """

    __tablename__ = "complaint_reporter"
    __table_args__ = (
        UniqueConstraint("complaint_id", "import_id"),
        Index("ix_complaint_reporter_government_id", "government_id"),
        Index("ix_complaint_reporter_import_id", "import_id"),
        Index(
            "uq_complaint_reporter_without_import",
            "complaint_id",
            unique=True,
            sqlite_where=text("import_id IS NULL"),
            postgresql_where=text("import_id IS NULL"),
        ),
    )

    complaint_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("complaint.id", ondelete="CASCADE")
    )
    government_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("government.id"))
    import_id: Mapped[str | None] = mapped_column(
        String(ID_LENGTH), ForeignKey("complaint_import.id", ondelete="CASCADE")
    )
    sealed: Mapped[str] = mapped_column(Text)  # a `Reporter`
