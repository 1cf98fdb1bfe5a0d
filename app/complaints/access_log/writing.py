"""Writing an entry, now or as soon as the database has time."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError

from app.access import Actor, Permission, Role
from app.complaints.access_log.spool import Entry, spool
from app.complaints.masking import mask_personal_data
from app.complaints.models import AccessKind, Complaint, TextAccess
from app.complaints.queries.register import may_read_text
from app.db import db, new_id, reading, utc_now
from app.db.turns import BUSY_SECONDS

PATIENCE = 200  # milliseconds for which a page waits for SQLite's write lock
_LONGEST_FILTER = 200


def open_text(actor: Actor, complaint: Complaint) -> bool:
    """Whether the actor may read what the complaint says; if so, that it was opened is noted and the text is loaded.

    The only way for a page to a complaint's text.
    """
    if not may_read_text(actor, complaint):
        return False
    note_access(
        actor,
        complaint.government_id,
        AccessKind.PAGE,
        complaint=complaint,
    )
    db.session.refresh(complaint, ["text"])
    return True


def note_access(
    actor: Actor,
    government_id: str,
    kind: AccessKind,
    *,
    complaint: Complaint | None = None,
    filters: Mapping[str, str] | None = None,
    count: int = 1,
    via: str = "",
) -> None:
    """Note that texts are about to be shown; it is kept whatever becomes of the request.

    `complaint` for a page; for an export its `filters`, in which personal data is masked, and how many texts it hands
    out.
    Raises when the entry cannot be kept: then nothing may be shown.
    """
    entry = _entry(actor, government_id, kind, complaint, filters, count, via)
    if not _is_noted(entry):
        _keep(entry)


def note_with_changes(
    actor: Actor, government_id: str, kind: AccessKind, *, complaint: Complaint | None = None
) -> None:
    """Note it in the present transaction, together with its other changes: for what shows nothing before the commit."""
    entry = _entry(actor, government_id, kind, complaint, None, 1, "")
    if not _is_noted(entry):
        _insert(db.session.connection(), [entry])


def bring_in(patience: int | None = None) -> int:
    """Bring the entries that wait in the file into the database; answers how many. Twice does no harm.

    With `patience` (milliseconds) it gives up when the database is busy for longer, and they go on waiting.
    """
    waiting = spool().waiting()
    if not waiting:
        return 0
    try:
        with _own_transaction(patience) as connection:
            _insert(connection, waiting)
    except OperationalError:
        if patience is None:
            raise
        return 0
    spool().remove(entry["id"] for entry in waiting)
    return len(waiting)


def _keep(entry: Entry) -> None:
    if _is_writer():
        spool().add(entry)  # this very request holds the write lock and may yet be rolled back
        return
    try:
        with _own_transaction(PATIENCE) as connection:
            _insert(connection, [entry])
    except OperationalError:
        if db.engine.dialect.name != "sqlite":
            raise
        spool().add(entry)


def _is_writer() -> bool:
    """Whether the present transaction holds the only write lock that SQLite has."""
    if db.engine.dialect.name != "sqlite" or not db.session.in_transaction():
        return False
    raw: Any = db.session.connection().connection.dbapi_connection
    return bool(getattr(raw, "holds_turn", False))


@contextmanager
def _own_transaction(patience: int | None = None) -> Iterator[Connection]:
    """A transaction beside the request's; on SQLite it waits for the lock no longer than `patience` milliseconds."""
    with reading(), db.engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite and patience is not None:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={patience}")
        try:
            yield connection
            connection.commit()
        finally:
            connection.rollback()
            if is_sqlite and patience is not None:
                connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
                connection.rollback()


def _insert(connection: Connection, entries: Iterable[Entry]) -> None:
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    rows = [{**entry, "at": datetime.fromisoformat(entry["at"])} for entry in entries]
    connection.execute(insert(TextAccess.__table__).on_conflict_do_nothing(), rows)  # type: ignore[arg-type]


def _entry(
    actor: Actor,
    government_id: str,
    kind: AccessKind,
    complaint: Complaint | None,
    filters: Mapping[str, str] | None,
    count: int,
    via: str,
) -> Entry:
    now = utc_now()
    return {
        "id": new_id(),
        "government_id": government_id,
        "at": now.isoformat(),
        "hour": f"{now:%Y-%m-%dT%H}",
        "user_id": actor.user_id,
        "role": _role(actor, government_id, complaint.unit_id if complaint else None),
        "via": via[:80],
        "kind": kind.value,
        "complaint_id": complaint.id if complaint else None,
        "tracking_id": complaint.tracking_id if complaint else "",
        "filters": {
            name: mask_personal_data(value)[:_LONGEST_FILTER] for name, value in (filters or {}).items()
        },
        "count": count,
    }


def _is_noted(entry: Entry) -> bool:
    """Whether this person opened this complaint within the hour already."""
    if entry["user_id"] is None or entry["complaint_id"] is None:
        return False
    known = select(TextAccess.id).where(
        TextAccess.user_id == entry["user_id"],
        TextAccess.kind == entry["kind"],
        TextAccess.complaint_id == entry["complaint_id"],
        TextAccess.hour == entry["hour"],
    )
    return db.session.scalar(known.limit(1)) is not None


def _role(actor: Actor, government_id: str, unit_id: str | None) -> str:
    """The role in which somebody may read these texts."""
    for post, reach in actor.posts_with(Permission.COMPLAINT_READ_TEXT):
        if post.covers(reach, government_id, unit_id or post.unit_id):
            return post.role.value
    return actor.posts[0].role.value if actor.posts else Role.PUBLIC.value
