"""Reading the inbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import abort
from sqlalchemy import and_, func, or_, select

from app.access import Actor
from app.db import db
from app.notifications.models import Notification


@dataclass(frozen=True)
class Cursor:
    """A place in the inbox: the page begins with what is older."""

    at: datetime
    notice_id: str


@dataclass(frozen=True)
class InboxPage:
    """Notices from newest to oldest; `older` is where the next page begins, if there is one."""

    notices: Sequence[Notification]
    older: Cursor | None


def inbox(actor: Actor, after: Cursor | None = None, size: int = 25) -> InboxPage:
    """One page of the actor's own inbox."""
    statement = select(Notification).where(Notification.user_id == actor.user_id)
    if after is not None:
        same_moment = and_(Notification.created_at == after.at, Notification.id < after.notice_id)
        statement = statement.where(or_(Notification.created_at < after.at, same_moment))
    rows = db.session.scalars(
        statement.order_by(Notification.created_at.desc(), Notification.id.desc()).limit(size + 1)
    ).all()
    notices = rows[:size]
    last = notices[-1] if len(rows) > size else None
    return InboxPage(notices, Cursor(last.created_at, last.id) if last else None)


def unread_count(actor: Actor) -> int:
    """How many notices the actor has not read."""
    if actor.user_id is None:
        return 0
    statement = select(func.count()).where(
        Notification.user_id == actor.user_id, Notification.read_at.is_(None)
    )
    return db.session.scalar(statement) or 0


def own_notice(actor: Actor, notice_id: str) -> Notification:
    """A notice of the actor's own inbox; 404 for anybody else's."""
    found = db.session.scalars(
        select(Notification).where(Notification.id == notice_id, Notification.user_id == actor.user_id)
    ).one_or_none()
    if found is None:
        abort(404)
    return found
