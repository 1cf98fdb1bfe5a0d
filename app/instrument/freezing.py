"""What is published stays as it is: the session refuses to flush a change to it, whoever asks.

The triggers of migration 0002 hold the same rule against everything that does not come through a session.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session
from sqlalchemy.orm.unitofwork import UOWTransaction

from app.instrument.models import (
    Category,
    Indicator,
    InstrumentVersion,
    Level,
    LibraryAction,
)
from app.instrument.questionnaire import InstrumentState


class PublishedIsFrozen(RuntimeError):
    """Code tried to change a published question set: a programming error, never a user's."""


def register() -> None:
    """Watch every session; saying it twice changes nothing."""
    if not event.contains(Session, "before_flush", _refuse_changes):
        event.listen(Session, "before_flush", _refuse_changes)


def _refuse_changes(session: Session, _context: UOWTransaction, _instances: object) -> None:
    with session.no_autoflush:
        for record in _written(session):
            version = _version_of(session, record)
            if version is not None and _was_published(version):
                raise PublishedIsFrozen(f"{type(record).__name__} of the published version {version.code}")


def _written(session: Session) -> Iterator[Any]:
    yield from session.new
    yield from session.deleted
    yield from (record for record in session.dirty if session.is_modified(record))


def _version_of(session: Session, record: Any) -> InstrumentVersion | None:
    """The version that a record of this package belongs to; None for records of other packages."""
    if isinstance(record, Level | LibraryAction):
        record = _owner(session, record, "indicator", Indicator)
    if isinstance(record, Indicator):
        record = _owner(session, record, "category", Category)
    if isinstance(record, Category):
        record = _owner(session, record, "version", InstrumentVersion)
    return record if isinstance(record, InstrumentVersion) else None


def _owner(session: Session, record: Any, relation: str, model: type[Any]) -> Any:
    """The record above; a new one that was only given the key of its owner has no relation loaded yet."""
    found = getattr(record, relation)
    key = getattr(record, f"{relation}_id")
    return session.get(model, key) if found is None and key is not None else found


def _was_published(version: InstrumentVersion) -> bool:
    """Whether the database already has it as published; publishing itself is still a change to a draft."""
    state = inspect(version)
    if not state.persistent and not state.deleted:
        return False
    before = state.attrs.state.history.deleted
    return (before[0] if before else version.state) is InstrumentState.PUBLISHED
