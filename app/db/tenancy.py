"""The second wall between governments.

Queries are limited by the permission of the actor (`access.within`). Should one forget, this filter still holds:
every ORM read of a `TenantOwned` table is limited to the governments that the session was opened for, and every
flush refuses rows of others. A session that nobody opened sees nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.sql.base import ExecutableOption

from app.db.base import TenantOwned


@dataclass(frozen=True)
class TenantScope:
    """The governments a session may touch; `None` means all of them."""

    government_ids: frozenset[str] | None

    def allows(self, government_id: str | None) -> bool:
        return government_id is None or self.government_ids is None or government_id in self.government_ids


NOTHING = TenantScope(frozenset())
EVERYTHING = TenantScope(None)

_scope: ContextVar[TenantScope] = ContextVar("tenant_scope", default=NOTHING)


class ForeignTenantError(RuntimeError):
    """Code tried to write a row of a government outside its scope: a programming error, never a user's."""


def open_scope(scope: TenantScope) -> Token[TenantScope]:
    """Set the scope for what follows in this context (one request); hand the token to `close_scope`."""
    return _scope.set(scope)


def close_scope(token: Token[TenantScope]) -> None:
    """End what `open_scope` began. Threads serve many requests: nothing may be left behind."""
    _scope.reset(token)


def current_scope() -> TenantScope:
    """The scope in force."""
    return _scope.get()


@contextmanager
def within_scope(scope: TenantScope) -> Iterator[None]:
    """Run a block under another scope."""
    token = _scope.set(scope)
    try:
        yield
    finally:
        _scope.reset(token)


@contextmanager
def as_system() -> Iterator[None]:
    """For commands, jobs and public pages: all governments, the caller limits what it reads."""
    with within_scope(EVERYTHING):
        yield


@event.listens_for(Session, "do_orm_execute")
def _limit_reads(state: ORMExecuteState) -> None:
    scope = _scope.get()
    if scope.government_ids is None or state.is_column_load or state.is_relationship_load:
        return
    state.statement = state.statement.options(_limit(tuple(sorted(scope.government_ids))))


@lru_cache(maxsize=1024)
def _limit(ids: tuple[str, ...]) -> ExecutableOption:
    """The criteria of a scope, made once: every query of every request carries them."""
    return with_loader_criteria(
        TenantOwned,
        lambda cls: cls.government_id.in_(ids),
        include_aliases=True,
        track_closure_variables=True,
    )


@event.listens_for(Session, "before_flush")
def _refuse_foreign_writes(session: Session, _context: object, _instances: object) -> None:
    scope = _scope.get()
    if scope.government_ids is None:
        return
    for record in (*session.new, *session.dirty, *session.deleted):
        if isinstance(record, TenantOwned) and not scope.allows(getattr(record, "government_id", None)):
            raise ForeignTenantError(f"{type(record).__name__} of a government outside the session's scope")
