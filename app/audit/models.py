"""The log's table: one chain per government, one more for the installation itself."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Index, String, event
from sqlalchemy.orm import Mapped, Mapper, ORMExecuteState, Session, mapped_column

from app.db import ID_LENGTH, Base, TenantOwned, UtcDateTime

INSTALLATION = "installation"  # the chain of what belongs to no government


class AppendOnlyError(RuntimeError):
    """Code tried to change or delete an entry of the log: always a mistake."""


class AuditEntry(Base, TenantOwned):
    """Who did what to which record, and when. Written through `record`, never changed.

    A government has its own chain, so that saves of different governments never wait for each other.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        CheckConstraint("sequence > 0", name="sequence_positive"),
        CheckConstraint("length(hash) = 64", name="hash_whole"),
        Index("ix_audit_entry_government_at", "government_id", "at"),
        Index("ix_audit_entry_record", "record_type", "record_id"),
        Index("ix_audit_entry_at", "at"),
    )

    chain: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)  # government id, or INSTALLATION
    # Two writers that read the same head would need the same number: the key itself forbids a fork.
    sequence: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    # No foreign keys: the log outlives what it speaks of.
    actor_user_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    actor_role: Mapped[str] = mapped_column(String(32))  # a Role, or "system"
    government_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))  # type: ignore[assignment]  # see above
    action: Mapped[str] = mapped_column(String(80))  # "assessment.submitted"
    record_type: Mapped[str] = mapped_column(String(60))  # name of the record's table
    record_id: Mapped[str] = mapped_column(String(64))
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


@event.listens_for(AuditEntry, "before_update")
@event.listens_for(AuditEntry, "before_delete")
def _refuse_change(_mapper: Mapper[AuditEntry], _connection: object, entry: AuditEntry) -> None:
    raise AppendOnlyError(f"entry {entry.chain}/{entry.sequence} of the audit log cannot be changed")


@event.listens_for(Session, "do_orm_execute")
def _refuse_bulk_change(state: ORMExecuteState) -> None:
    changes = state.is_update or state.is_delete
    if changes and state.bind_mapper is not None and state.bind_mapper.class_ is AuditEntry:
        raise AppendOnlyError("entries of the audit log cannot be changed")
