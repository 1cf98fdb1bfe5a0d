"""What stands around every page: whose system it is, who is signed in, what waits in the inbox.

The facts come from packages above (`organisations`, `notifications`, `instrument`), which hand in a function at
registration. A page asks once per request.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

from flask import g
from flask_babel.speaklater import LazyString

from app.access import ROLE_LABELS, Actor, current_actor

Fact = TypeVar("Fact")


@dataclass
class Suppliers:
    """One function per fact; each takes the actor and returns None when there is nothing to show."""

    government_name: Callable[[Actor], str | None] = lambda actor: None
    role_label: Callable[[Actor], str | LazyString | None] = lambda actor: None
    time_zone: Callable[[Actor], str | None] = lambda actor: None
    unread_count: Callable[[Actor], int] = lambda actor: 0
    inbox_url: Callable[[], str | None] = lambda: None
    notice: Callable[[], str | LazyString | None] = lambda: None
    public_url: Callable[[], str | None] = lambda: None


@dataclass(frozen=True)
class PageFrame:
    """The facts of one request."""

    government_name: str | None
    user_name: str | None
    person: str | None  # the same for one person on every page, and says nothing of who it is
    role_label: str | LazyString | None
    unread_count: int
    inbox_url: str | None
    notice: str | LazyString | None
    public_url: str | None


_suppliers = Suppliers()


def supply(
    *,
    government_name: Callable[[Actor], str | None] | None = None,
    role_label: Callable[[Actor], str | LazyString | None] | None = None,
    time_zone: Callable[[Actor], str | None] | None = None,
    unread_count: Callable[[Actor], int] | None = None,
    inbox_url: Callable[[], str | None] | None = None,
    notice: Callable[[], str | LazyString | None] | None = None,
    public_url: Callable[[], str | None] | None = None,
) -> None:
    """Hand in the functions that a package above can answer; called in its `register(app)`."""
    for name, answer in (
        ("government_name", government_name),
        ("role_label", role_label),
        ("time_zone", time_zone),
        ("unread_count", unread_count),
        ("inbox_url", inbox_url),
        ("notice", notice),
        ("public_url", public_url),
    ):
        if answer is not None:
            setattr(_suppliers, name, answer)


def page_frame() -> PageFrame:
    """The frame of this request, computed once."""
    return _once("page_frame", _compose)


def person_mark(actor: Actor) -> str | None:
    """What a browser knows a signed-in person by, to keep the drafts and pages of two people apart."""
    return sha256(f"person:{actor.user_id}".encode()).hexdigest()[:20] if actor.user_id else None


def time_zone_of_actor() -> str | None:
    """The time zone of the signed-in person's government, if any."""
    actor = current_actor()
    if actor.is_anonymous:
        return None
    return _once("frame_time_zone", lambda: _suppliers.time_zone(actor))


def _compose() -> PageFrame:
    actor = current_actor()
    if actor.is_anonymous:
        return PageFrame(None, None, None, None, 0, None, _suppliers.notice(), _suppliers.public_url())
    return PageFrame(
        government_name=_suppliers.government_name(actor),
        user_name=actor.name,
        person=person_mark(actor),
        role_label=_suppliers.role_label(actor) or _first_role(actor),
        unread_count=_suppliers.unread_count(actor),
        inbox_url=_suppliers.inbox_url(),
        notice=_suppliers.notice(),
        public_url=_suppliers.public_url(),
    )


def _first_role(actor: Actor) -> LazyString | None:
    return ROLE_LABELS[actor.posts[0].role] if actor.posts else None


def _once(key: str, compute: Callable[[], Fact]) -> Fact:
    if key not in g:
        setattr(g, key, compute())
    found: Fact = g.get(key)
    return found
