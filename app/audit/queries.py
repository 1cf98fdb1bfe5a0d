"""Reading the log: for people, page by page; for the check, whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import current_app
from sqlalchemy import ColumnElement, Select, and_, distinct, func, or_, select

from app.access import Actor, Permission, within
from app.audit.actions import audit_key
from app.audit.anchors import append_anchor, read_anchors
from app.audit.models import AuditEntry
from app.audit.rules import Draft, Head, Problem, Sealed, verify
from app.db import db, utc_now


@dataclass(frozen=True)
class Filter:
    """What of the log is shown. Moments are aware; `until` is excluded."""

    action: str = ""
    since: datetime | None = None
    until: datetime | None = None
    user_ids: frozenset[str] | None = None


@dataclass(frozen=True)
class Cursor:
    """A place between two entries: the page begins with what is older than this one."""

    at: datetime
    chain: str
    sequence: int


@dataclass(frozen=True)
class LogPage:
    """Entries from newest to oldest; `older` is where the next page begins, if there is one.

    A log is paged by place, not by number: counting millions of rows, or skipping them, costs more than the page.
    """

    entries: Sequence[AuditEntry]
    older: Cursor | None


def log_page(actor: Actor, wanted: Filter, after: Cursor | None = None, size: int = 50) -> LogPage:
    """One page of what the actor may read of the log."""
    statement = _readable(actor, wanted)
    if after is not None:
        statement = statement.where(_older_than(after))
    ordered = statement.order_by(
        AuditEntry.at.desc(), AuditEntry.chain.desc(), AuditEntry.sequence.desc()
    ).limit(size + 1)
    rows = db.session.scalars(ordered).all()
    entries = rows[:size]
    last = entries[-1] if len(rows) > size else None
    return LogPage(entries, Cursor(last.at, last.chain, last.sequence) if last else None)


def _readable(actor: Actor, wanted: Filter) -> Select[AuditEntry]:
    statement = select(AuditEntry).where(within(actor, Permission.AUDIT_READ, AuditEntry))
    if wanted.action:
        statement = statement.where(AuditEntry.action == wanted.action)
    if wanted.since:
        statement = statement.where(AuditEntry.at >= wanted.since)
    if wanted.until:
        statement = statement.where(AuditEntry.at < wanted.until)
    if wanted.user_ids is not None:
        statement = statement.where(AuditEntry.actor_user_id.in_(sorted(wanted.user_ids)))
    return statement


def _older_than(place: Cursor) -> ColumnElement[bool]:
    same_moment = AuditEntry.at == place.at
    return or_(
        AuditEntry.at < place.at,
        and_(same_moment, AuditEntry.chain < place.chain),
        and_(same_moment, AuditEntry.chain == place.chain, AuditEntry.sequence < place.sequence),
    )


@dataclass(frozen=True)
class Verification:
    """The result of a check of the whole log."""

    entries: int
    chains: int
    anchors: int
    problems: list[Problem]

    @property
    def intact(self) -> bool:
        return not self.problems


def verify_log() -> Verification:
    """Check every chain and compare with the anchors. Raises `DamagedAnchorsError` when those were touched."""
    anchors = read_anchors(anchor_file(), audit_key())
    problems = verify(_all_entries(), audit_key(), anchors)
    table = AuditEntry.__table__
    entries = db.session.scalar(select(func.count()).select_from(table)) or 0
    chains = db.session.scalar(select(func.count(distinct(table.c.chain)))) or 0
    return Verification(entries, chains, sum(len(heads) for heads in anchors.values()), problems)


def anchor_log() -> dict[str, Head]:
    """Write the heads that moved since the last anchoring to the anchor file and answer them."""
    key, path = audit_key(), anchor_file()
    known = {chain: heads[-1] for chain, heads in read_anchors(path, key).items()}
    moved = {chain: head for chain, head in _heads() if known.get(chain) != head}
    if moved:
        append_anchor(path, moved, utc_now(), key)
    return moved


def anchor_file() -> Path:
    """Where anchors are kept (`AUDIT_ANCHOR_FILE`)."""
    return Path(str(current_app.config["AUDIT_ANCHOR_FILE"]))


def _heads() -> Iterator[tuple[str, Head]]:
    table = AuditEntry.__table__.c
    last = select(table.chain, func.max(table.sequence).label("sequence")).group_by(table.chain).subquery()
    rows = db.session.execute(
        select(table.chain, table.sequence, table.hash).join(
            last, and_(table.chain == last.c.chain, table.sequence == last.c.sequence)
        )
    )
    for row in rows:
        yield row.chain, Head(row.sequence, row.hash)


def _all_entries() -> Iterator[Sealed]:
    table = AuditEntry.__table__
    statement = select(table).order_by(table.c.chain, table.c.sequence).execution_options(yield_per=1000)
    for row in db.session.execute(statement):
        draft = Draft(
            chain=row.chain,
            at=row.at,
            actor_user_id=row.actor_user_id,
            actor_role=row.actor_role,
            government_id=row.government_id,
            action=row.action,
            record_type=row.record_type,
            record_id=row.record_id,
            before=row.before,
            after=row.after,
        )
        yield Sealed(draft, row.sequence, row.previous_hash, row.hash)
