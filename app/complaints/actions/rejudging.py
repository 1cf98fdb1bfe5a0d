"""Judging complaints anew after days or deadlines changed: only those that are touched, in batches, safe to repeat."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from app.access import Actor
from app.audit import record
from app.complaints.actions.derived import derive
from app.complaints.effects import Reach, outcome
from app.complaints.models import CalendarChange, CalendarEffect, ChangeState, Complaint
from app.complaints.queries.effects import (
    governments_by_id,
    judges_of,
    told_by,
    touched,
    touched_by_government,
)
from app.complaints.queries.judging import judge_for
from app.complaints.queries.register import seen_at
from app.db import db, utc_now
from app.organisations.models import Government

BATCH = 2_000
Tell = Callable[[int], None]  # how many complaints were looked at so far


@dataclass(frozen=True)
class Rejudged:
    """How many complaints were looked at, and of how many something stored became another."""

    looked_at: int
    changed: int


def weigh(change: CalendarChange, tell: Tell = lambda _done: None) -> list[CalendarEffect]:
    """What a proposal would do in each government it touches. Reads only; `keep_weights` keeps the answer."""
    reach = Reach.of(change.reach)
    counts = touched_by_government(reach, change.government_id)
    found, done = [], 0
    for government in governments_by_id(counts):
        before, after = judges_of(change, government)
        now = seen_at(government.id)
        effect = CalendarEffect(
            change_id=change.id,
            government_id=government.id,
            touched=counts[government.id],
            moved=0,
            turned_late=0,
            recovered=0,
            rejudged=0,
        )
        for told in told_by(government.id, reach):
            result = outcome(told, before, after, now)
            effect.moved += result.moved
            effect.turned_late += result.turned_late
            effect.recovered += result.recovered
            done += 1
            tell(done)
        found.append(effect)
    return found


def keep_weights(change: CalendarChange, effects: list[CalendarEffect]) -> None:
    """Keep what weighing found; governments in which nothing would move are left out."""
    db.session.add_all(effect for effect in effects if effect.moved)
    change.weighed_at = utc_now()
    db.session.flush()


def finish(
    actor: Actor, change: CalendarChange, after_batch: Tell = lambda _done: None
) -> list[CalendarEffect]:
    """Judge anew what an applied change touches, government by government, leaving out those that are done.

    `after_batch` may commit: a government that was not finished is begun anew next time, which changes nothing twice.
    """
    if change.state is not ChangeState.APPLIED:
        return []
    change_id, reach = change.id, Reach.of(change.reach)
    done = 0
    while (effect := _next(change_id)) is not None:
        government_id = effect.government_id
        result = rejudge(
            actor,
            db.session.get_one(Government, government_id),
            touched(reach),
            after_batch=lambda looked_at, before=done: after_batch(before + looked_at),  # type: ignore[misc]
        )
        effect = db.session.scalars(
            select(CalendarEffect).where(
                CalendarEffect.change_id == change_id, CalendarEffect.government_id == government_id
            )
        ).one()
        effect.rejudged, effect.finished_at = result.changed, utc_now()
        db.session.flush()
        done += result.looked_at
        after_batch(done)
    return list(db.session.scalars(select(CalendarEffect).where(CalendarEffect.change_id == change_id)))


def rejudge(
    actor: Actor,
    government: Government,
    which: ColumnElement[bool] | None = None,
    *,
    after_batch: Tell = lambda _done: None,
) -> Rejudged:
    """Derive status, colour and clocks of a government's complaints (or of those in `which`) anew.

    The session forgets what it held: a register does not fit into memory.
    """
    judge, government_id = judge_for(government), government.id
    looked_at = changed = 0
    last = ""
    while True:
        statement = select(Complaint).where(Complaint.government_id == government_id, Complaint.id > last)
        if which is not None:
            statement = statement.where(which)
        # Somebody may be handling one of them at this moment: on PostgreSQL that save waits, or is waited for.
        batch = db.session.scalars(statement.order_by(Complaint.id).limit(BATCH).with_for_update()).all()
        if not batch:
            break
        for complaint in batch:
            if derive(complaint, judge):
                complaint.updated_at = utc_now()
                changed += 1
        looked_at, last = looked_at + len(batch), batch[-1].id
        db.session.flush()
        db.session.expunge_all()
        after_batch(looked_at)
    subject = db.session.get_one(Government, government_id)
    record(
        actor,
        "complaints.rejudged",
        subject,
        government_id=government_id,
        after={"complaints": looked_at, "changed": changed},
    )
    return Rejudged(looked_at, changed)


def _next(change_id: str) -> CalendarEffect | None:
    statement = select(CalendarEffect).where(
        CalendarEffect.change_id == change_id, CalendarEffect.finished_at.is_(None)
    )
    return db.session.scalars(statement.order_by(CalendarEffect.government_id).limit(1)).one_or_none()
