"""Writing to the log.

`record` only notes what happened; the entry gets its number and seal in the last moment before the commit. So the lock
that keeps a chain from forking is held for a blink, however long the request or job works before; and an action that is
rolled back, as a whole or to a savepoint, leaves no entry.
"""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from flask import current_app
from sqlalchemy import event, insert, inspect, select, text
from sqlalchemy.orm import Session, SessionTransaction

from app.access import SYSTEM, Actor, Role
from app.audit.models import INSTALLATION, AuditEntry
from app.audit.plain import plain
from app.audit.rules import Draft, Head, Sealed, seal
from app.db import Base, db, utc_now

_PENDING = "audit_pending"
Noted = tuple[SessionTransaction, Draft]


def record(
    actor: Actor,
    action: str,
    subject: Base,
    *,
    government_id: str | None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Log that `actor` did `action` ("assessment.submitted") to `subject`; it is written when the transaction commits.

    `before` and `after` hold the fields that changed. Personal content is hidden, but do not hand any in.
    """
    draft = Draft(
        chain=government_id or INSTALLATION,
        at=utc_now(),
        actor_user_id=actor.user_id,
        actor_role=_role(actor, government_id),
        government_id=government_id,
        action=action,
        record_type=subject.__tablename__,
        record_id=_identity(subject),
        before=plain(before),
        after=plain(after),
    )
    session = db.session
    transaction = session.get_nested_transaction() or session.get_transaction() or session.begin()
    _noted(session).append((transaction, draft))


def audit_key() -> bytes:
    """The key of the seals (`AUDIT_KEY`)."""
    return str(current_app.config["AUDIT_KEY"]).encode()


def _identity(subject: Base) -> str:
    state = inspect(subject)
    if not state.has_identity:
        db.session.flush()
    return ":".join(str(part) for part in state.mapper.primary_key_from_instance(subject))


def _role(actor: Actor, government_id: str | None) -> str:
    """The role of the first post that reaches the government; else the first post's."""
    if actor == SYSTEM:
        return "system"
    for post in actor.posts:
        if post.government_ids is None or government_id in post.government_ids:
            return post.role.value
    return actor.posts[0].role.value if actor.posts else Role.PUBLIC.value


def _noted(session: Session) -> list[Noted]:
    return cast(list[Noted], session.info.setdefault(_PENDING, []))


def _lineage(transaction: SessionTransaction | None) -> Iterable[SessionTransaction]:
    while transaction is not None:
        yield transaction
        transaction = transaction.parent


@event.listens_for(Session, "after_soft_rollback")
def _forget_undone(session: Session, undone: SessionTransaction) -> None:
    if _PENDING in session.info:
        session.info[_PENDING] = [
            (transaction, draft)
            for transaction, draft in _noted(session)
            if undone not in tuple(_lineage(transaction))
        ]


@event.listens_for(Session, "before_commit")
def _write_noted(session: Session) -> None:
    if _PENDING not in session.info or session.in_nested_transaction():
        return
    present = session.get_transaction()
    drafts = [
        draft for transaction, draft in session.info.pop(_PENDING) if present in tuple(_lineage(transaction))
    ]
    if not drafts:
        return
    session.flush()  # what is logged must be writable before the chain is locked
    by_chain: dict[str, list[Draft]] = {}
    for draft in drafts:
        by_chain.setdefault(draft.chain, []).append(draft)
    for chain in sorted(by_chain):  # one order for all writers: no deadlock
        _append(session, chain, by_chain[chain])


def _append(session: Session, chain: str, drafts: list[Draft]) -> None:
    if session.connection().dialect.name == "postgresql":
        # Held until the commit, so that the next writer reads the head that this one leaves. SQLite's write lock
        # does the same for the whole database.
        session.execute(
            text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": f"audit {chain}"}
        )
    head, key, rows = _head(session, chain), audit_key(), []
    for draft in drafts:
        sealed = seal(draft, head, key)
        head = Head(sealed.sequence, sealed.hash)
        rows.append(_row(sealed))
    session.execute(insert(AuditEntry.__table__), rows)  # type: ignore[arg-type]  # a Table is accepted


def _head(session: Session, chain: str) -> Head:
    table = AuditEntry.__table__.c
    found = session.execute(
        select(table.sequence, table.hash)
        .where(table.chain == chain)
        .order_by(table.sequence.desc())
        .limit(1)
    ).one_or_none()
    return Head(found[0], found[1]) if found else Head()


def _row(sealed: Sealed) -> dict[str, Any]:
    draft = sealed.draft
    return {
        "chain": draft.chain,
        "sequence": sealed.sequence,
        "at": draft.at,
        "actor_user_id": draft.actor_user_id,
        "actor_role": draft.actor_role,
        "government_id": draft.government_id,
        "action": draft.action,
        "record_type": draft.record_type,
        "record_id": draft.record_id,
        "before": draft.before,
        "after": draft.after,
        "previous_hash": sealed.previous_hash,
        "hash": sealed.hash,
    }
