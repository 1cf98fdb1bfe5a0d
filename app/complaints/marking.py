"""Which months a change of complaints makes stale: noted by the transaction that changes them.

What goes through the session is noted here by itself, single records and whole statements alike. Whoever writes past
it, into the table, calls `mark_stale`; a test finds who does not.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from sqlalchemy import Delete, Update, event, insert, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session

from app.complaints.models import Complaint, StaleMonth
from app.complaints.statistics.facts import COUNTED
from app.db import db, new_id, utc_now

_KEY = "complaints_stale_months"
# Everything that figures are made of; a change of anything else leaves them alone.
_WATCHED = frozenset({"government_id", *COUNTED})
Month = tuple[str, str]  # government id, month


def mark_stale(government_id: str, months: Iterable[str]) -> None:
    """Note that complaints of these months were changed past the session, in the same transaction."""
    session = db.session
    fresh = _not_yet(session, ((government_id, month) for month in months))
    if fresh:
        session.execute(insert(StaleMonth), [_row(month) for month in fresh])


def forget_marks() -> None:
    """What this transaction noted was taken away again: whatever it changes from now on has to be noted anew."""
    db.session.info.pop(_KEY, None)


def _not_yet(session: Session, months: Iterable[Month]) -> list[Month]:
    """Those that this transaction has not noted; they count as noted from now on."""
    noted: set[Month] = session.info.setdefault(_KEY, set())
    fresh = sorted(set(months) - noted)
    noted.update(fresh)
    return fresh


def _row(month: Month) -> dict[str, Any]:
    return {"id": new_id(), "government_id": month[0], "month": month[1], "at": utc_now()}


@event.listens_for(Session, "before_flush")
def _note_records(session: Session, _context: object, _instances: object) -> None:
    months: set[Month] = set()
    for record in (*session.new, *session.dirty, *session.deleted):
        if isinstance(record, Complaint) and (record not in session.dirty or _is_counted(record)):
            months.update(_months_of(record))
    session.add_all(
        StaleMonth(government_id=owner, month=month) for owner, month in _not_yet(session, months)
    )


def _is_counted(record: Complaint) -> bool:
    state = inspect(record)
    return any(state.attrs[name].history.has_changes() for name in _WATCHED)


def _months_of(record: Complaint) -> Iterator[Month]:
    """The month it counts in, and the one it counted in before."""
    history = inspect(record).attrs.month.history
    for month in (*history.sum(), record.month):
        if month:
            yield record.government_id, month


@event.listens_for(Session, "do_orm_execute")
def _note_statements(state: ORMExecuteState) -> None:
    writes = state.is_insert or state.is_update or state.is_delete
    if not writes or state.bind_mapper is None or state.bind_mapper.class_ is not Complaint:
        return
    months = set(_months_given(state))
    if not state.is_insert:
        months.update(_months_met(state))
    fresh = _not_yet(state.session, months)
    if fresh:
        state.session.execute(insert(StaleMonth), [_row(month) for month in fresh])


def _months_given(state: ORMExecuteState) -> Iterator[Month]:
    """The months in the rows that an insert brings, or an update by primary key."""
    for row in _rows(state):
        if "month" in row:
            yield row["government_id"], row["month"]


def _months_met(state: ORMExecuteState) -> Iterator[Month]:
    """The months of the complaints that a statement changes or deletes."""
    statement = cast(Update | Delete, state.statement)
    if state.is_update and not _touches_figures(state, statement):
        return
    met = select(Complaint.government_id, Complaint.month).where(*statement._where_criteria).distinct()
    ids = [row["id"] for row in _rows(state) if "id" in row]
    if ids:
        met = met.where(Complaint.id.in_(ids))
    for row in state.session.execute(met):
        yield row.government_id, row.month


def _touches_figures(state: ORMExecuteState, statement: Any) -> bool:
    values: Mapping[Any, Any] = statement._values or {}
    names = {getattr(column, "key", column) for column in values}
    names.update(name for row in _rows(state) for name in row)
    if "month" in {getattr(column, "key", column) for column in values}:
        raise NotImplementedError("which months it moves to cannot be seen from a statement: use mark_stale")
    return bool(names & _WATCHED)


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
