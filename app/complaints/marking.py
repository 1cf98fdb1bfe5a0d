"""What a change of complaints takes from the tallies: noted by the transaction that makes the change.

What goes through the session is noted here by itself, single records and whole statements alike. Whoever writes past
it, into the table, calls `note_changing` or `mark_stale`; a test finds who does not.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, NamedTuple, cast

from sqlalchemy import Delete, Update, event, func, insert, select
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.orm.attributes import get_history

from app.complaints.models import Complaint, TallyMark
from app.complaints.queries.counting import COUNTED_COLUMNS
from app.complaints.statistics.facts import COUNTED
from app.db import db, new_id, utc_now

_KEY = "complaints_tally_marks"
# Everything that figures are made of; a change of anything else leaves them alone.
_WATCHED = frozenset({"government_id", *COUNTED})
_MONTH = COUNTED.index("month")
# So many at once, and counting the month anew is cheaper than to remember what each of them was.
MANY = 100
_IDS = 500


class Mark(NamedTuple):
    """See `TallyMark`."""

    government_id: str
    month: str
    complaint_id: str | None = None
    before: list[Any] | None = None

    @property
    def place(self) -> tuple[str, str, str | None]:
        return (self.government_id, self.month, self.complaint_id)


def mark_stale(government_id: str, months: Iterable[str]) -> None:
    """Note that complaints of these months are changed past the session, in the same transaction."""
    _note(db.session, [Mark(government_id, month) for month in months])


def note_changing(government_id: str, ids: Collection[str]) -> None:
    """Note what these complaints are, before they are changed or deleted past the session."""
    _note(db.session, list(_as_they_are(db.session, ids)) if len(ids) <= MANY else list(_months_of(ids)))


def note_coming(government_id: str, months: Mapping[str, str]) -> None:
    """Note complaints that come into a month past the session, new or out of another: id → month."""
    if len(months) > MANY:
        mark_stale(government_id, set(months.values()))
        return
    _note(db.session, [Mark(government_id, month, complaint_id) for complaint_id, month in months.items()])


def forget_marks() -> None:
    """What this transaction noted was taken away again: whatever it changes from now on has to be noted anew."""
    db.session.info.pop(_KEY, None)


def _note(session: Session, marks: Sequence[Mark]) -> None:
    """Write the marks that this transaction has not written: the first of a complaint says what it was."""
    noted: set[tuple[str, str, str | None]] = session.info.setdefault(_KEY, set())
    now = utc_now()
    rows = []
    for mark in sorted(marks, key=lambda mark: (mark.government_id, mark.month, mark.complaint_id or "")):
        if mark.place in noted or (mark.government_id, mark.month, None) in noted:
            continue
        noted.add(mark.place)
        rows.append({**mark._asdict(), "at": now})
    if rows:
        session.execute(insert(TallyMark), rows)


def _as_they_are(session: Session, ids: Iterable[str]) -> Iterator[Mark]:
    """Complaints as the database has them. A statement that changes them without looking must not overtake another."""
    wanted = sorted(ids)
    for start in range(0, len(wanted), _IDS):
        statement = select(Complaint.government_id, Complaint.id, *COUNTED_COLUMNS).where(
            Complaint.id.in_(wanted[start : start + _IDS])
        )
        with session.no_autoflush:
            rows = session.execute(statement.with_for_update(of=Complaint)).all()
        for owner, complaint_id, *values in rows:
            yield Mark(owner, values[_MONTH], complaint_id, [_plain(value) for value in values])


def _months_of(ids: Collection[str]) -> Iterator[Mark]:
    wanted = sorted(ids)
    for start in range(0, len(wanted), _IDS):
        some = Complaint.id.in_(wanted[start : start + _IDS])
        for row in db.session.execute(
            select(Complaint.government_id, Complaint.month).where(some).distinct()
        ):
            yield Mark(row.government_id, row.month)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


# ---- records


@event.listens_for(Session, "before_flush")
def _note_records(session: Session, _context: object, _instances: object) -> None:
    new = [record for record in session.new if isinstance(record, Complaint)]
    changed = [record for record in session.dirty if isinstance(record, Complaint) and _is_counted(record)]
    changed += [record for record in session.deleted if isinstance(record, Complaint)]
    if not new and not changed:
        return
    if len(new) + len(changed) > MANY:
        _note(session, [Mark(*place) for record in (*new, *changed) for place in _months_in(record)])
        return
    marks = list(_as_they_are(session, [record.id for record in changed])) if changed else []
    known = {mark.complaint_id: mark.month for mark in marks}
    for record in new:
        record.id = record.id or new_id()
    marks += [
        Mark(record.government_id, record.month, record.id)
        for record in (*new, *changed)
        if record not in session.deleted and known.get(record.id) != record.month
    ]
    _note(session, marks)


def _is_counted(record: Complaint) -> bool:
    return any(get_history(record, name).has_changes() for name in _WATCHED)


def _months_in(record: Complaint) -> Iterator[tuple[str, str]]:
    """The month it counts in, and the one it counted in before."""
    for month in (*get_history(record, "month").sum(), record.month):
        if month:
            yield record.government_id, month


# ---- statements


@event.listens_for(Session, "do_orm_execute")
def _note_statements(state: ORMExecuteState) -> None:
    writes = state.is_insert or state.is_update or state.is_delete
    if not writes or state.bind_mapper is None or state.bind_mapper.class_ is not Complaint:
        return
    marks = [Mark(row["government_id"], row["month"]) for row in _rows(state) if "month" in row]
    if not state.is_insert:
        marks += _met(state)
    _note(state.session, marks)


def _met(state: ORMExecuteState) -> list[Mark]:
    """What a statement changes or deletes: each complaint, or the months of many."""
    statement = cast(Update | Delete, state.statement)
    if state.is_update and not _touches_figures(state, statement):
        return []
    where = list(statement._where_criteria)
    ids = [row["id"] for row in _rows(state) if "id" in row]
    if ids:
        where.append(Complaint.id.in_(ids))
    session = state.session
    if (session.scalar(select(func.count(Complaint.id)).where(*where)) or 0) > MANY:
        months = session.execute(select(Complaint.government_id, Complaint.month).where(*where).distinct())
        return [Mark(row.government_id, row.month) for row in months]
    return list(_as_they_are(session, session.scalars(select(Complaint.id).where(*where)).all()))


class UnseenMonthsError(RuntimeError):
    """A statement moves complaints to months that it does not tell: always a mistake; `mark_stale` is for that."""


def _touches_figures(state: ORMExecuteState, statement: Any) -> bool:
    values = {getattr(column, "key", column) for column in statement._values or {}}
    if "month" in values:
        raise UnseenMonthsError
    values.update(name for row in _rows(state) for name in row)
    return bool(values & _WATCHED)


def _rows(state: ORMExecuteState) -> list[Mapping[str, Any]]:
    given = state.parameters
    if given is None:
        return []
    return [given] if isinstance(given, Mapping) else list(given)


@event.listens_for(Session, "after_commit")
def _after_commit(session: Session) -> None:
    session.info.pop(_KEY, None)


@event.listens_for(Session, "after_soft_rollback")
def _after_rollback(session: Session, _previous: object) -> None:
    session.info.pop(_KEY, None)
