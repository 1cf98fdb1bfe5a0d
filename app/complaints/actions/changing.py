"""Changing free days and deadlines: proposed, weighed, then carried out at one stroke, and undone the same way."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from app.access import Actor, Permission, check
from app.audit import record
from app.complaints.actions.calendar import load_calendar
from app.complaints.calendar_items import (
    DatedRule,
    Item,
    Op,
    added,
    changed,
    day_of,
    plain_day,
    plain_rule,
    removed,
    rule_of,
    span_of,
)
from app.complaints.effects import Reach
from app.complaints.models import (
    CalendarChange,
    CalendarDay,
    CalendarEffect,
    ChangeState,
    ChangeSubject,
    SlaRule,
)
from app.complaints.queries.changes import free_day, stored_day, stored_rule, was_undone
from app.complaints.queries.effects import items_of, reach_of, touched_by_government
from app.complaints.queries.judging import dated_rule, is_loaded
from app.db import db, utc_now
from app.organisations.models import Government
from app.web.conflict import Conflict, require_version


class CannotUndo(ValueError):
    """The change was undone already, or what it made has been changed again since."""


def make_ready(actor: Actor) -> None:
    """Bring the list of days and the usual deadlines into their tables, so that there is something to edit."""
    if not is_loaded():
        load_calendar(actor)


def propose(
    actor: Actor,
    government: Government | None,
    subject: ChangeSubject,
    items: Sequence[Item],
    reason: str,
    *,
    undoes: CalendarChange | None = None,
) -> CalendarChange:
    """Write down what is to be changed; nothing changes yet. Free days of one government, or everywhere."""
    _check(actor, government.id if government else None)
    key = "day" if subject is ChangeSubject.DAYS else "valid_from"
    first, last = span_of(items, key)
    made = CalendarChange(
        government_id=government.id if government else None,
        subject=subject,
        state=ChangeState.PROPOSED,
        items=[item.plain() for item in items],
        reach=reach_of(subject, items).plain(),
        reason=reason,
        first_day=first,
        last_day=last,
        created_by=actor.user_id,
        undoes_id=undoes.id if undoes else None,
    )
    db.session.add(made)
    db.session.flush()
    return made


def discard(actor: Actor, change: CalendarChange, seen_version: int | None) -> None:
    """Give a proposal up."""
    _check(actor, change.government_id)
    require_version(change, seen_version if change.state is ChangeState.PROPOSED else None)
    change.state = ChangeState.DISCARDED
    db.session.flush()


def apply_change(actor: Actor, change: CalendarChange, seen_version: int | None) -> None:
    """Carry a proposal out. The clocks it touches are on the work list afterwards (`rejudging.finish`).

    Raises `Conflict` when somebody carried it out or changed one of its records meanwhile.
    """
    _check(actor, change.government_id)
    require_version(change, seen_version if change.state is ChangeState.PROPOSED else None)
    items = items_of(change)
    reach = reach_of(change.subject, items)
    change.reach = reach.plain()
    for item in items:
        _carry_out(change, item)
    db.session.flush()
    _list_work(change, reach)
    change.state, change.applied_at, change.created_by = ChangeState.APPLIED, utc_now(), actor.user_id
    db.session.flush()
    name = (
        "complaints.calendar_changed" if change.subject is ChangeSubject.DAYS else "complaints.rules_changed"
    )
    record(
        actor,
        name,
        change,
        government_id=change.government_id,
        before={"records": [item.before for item in items if item.before]} if _any_before(items) else None,
        after={"records": [item.after for item in items if item.after], "reason": change.reason},
    )


def propose_undo(actor: Actor, change: CalendarChange, reason: str) -> CalendarChange:
    """The opposite of an applied change, as a proposal. Raises `CannotUndo`."""
    _check(actor, change.government_id)
    if change.state is not ChangeState.APPLIED or was_undone(change):
        raise CannotUndo
    government = db.session.get(Government, change.government_id) if change.government_id else None
    opposite = [_opposite(change, item) for item in items_of(change)]
    return propose(actor, government, change.subject, opposite, reason, undoes=change)


def _check(actor: Actor, government_id: str | None) -> None:
    permission = Permission.LOCAL_HOLIDAY_EDIT if government_id else Permission.CALENDAR_EDIT
    check(actor, permission, government_id)


def _any_before(items: Sequence[Item]) -> bool:
    return any(item.before for item in items)


def _carry_out(change: CalendarChange, item: Item) -> None:
    stored = _stored(change, item)
    if item.op is Op.ADD:
        if stored is not None:
            raise Conflict
        db.session.add(_made(change, item.after))
        db.session.flush()
        return
    if stored is None or stored.id != item.record_id or stored.version != item.version:
        raise Conflict
    if item.after is None:
        db.session.delete(stored)
        db.session.flush()
        return
    for name, value in _values(change, item.after).items():
        setattr(stored, name, value)


def _stored(change: CalendarChange, item: Item) -> CalendarDay | SlaRule | None:
    """The record as it is now: by its id, or, of one that is to come, whatever stands in its place."""
    if item.record_id is not None:
        if change.subject is ChangeSubject.DAYS:
            return db.session.get(CalendarDay, item.record_id)
        return db.session.get(SlaRule, item.record_id)
    return _in_place_of(change, item.after)


def _made(change: CalendarChange, plain: Any) -> CalendarDay | SlaRule:
    values = _values(change, plain)
    return CalendarDay(**values) if change.subject is ChangeSubject.DAYS else SlaRule(**values)


def _values(change: CalendarChange, plain: Any) -> dict[str, Any]:
    if change.subject is ChangeSubject.DAYS:
        free = day_of(plain)
        return {
            "government_id": change.government_id,
            "day": free.day,
            "kind": free.kind,
            "name": free.name,
            "decree": free.decree,
            "estimate": free.estimate,
        }
    dated = rule_of(plain)
    return {
        "stage": dated.rule.stage,
        "klass": dated.rule.klass,
        "working_days": dated.rule.working_days,
        "valid_from": dated.rule.valid_from,
        "basis": dated.basis,
    }


def _list_work(change: CalendarChange, reach: Reach) -> None:
    """One line for every government whose complaints must be judged anew, beside those that were weighed."""
    weighed = {
        effect.government_id: effect
        for effect in db.session.scalars(select(CalendarEffect).where(CalendarEffect.change_id == change.id))
    }
    for government_id, count in touched_by_government(reach, change.government_id).items():
        effect = weighed.get(government_id)
        if effect is None:
            effect = CalendarEffect(change_id=change.id, government_id=government_id)
            db.session.add(effect)
        effect.touched = count


def _opposite(change: CalendarChange, item: Item) -> Item:
    if item.after is None:
        return added(item.before or {})
    stored = _in_place_of(change, item.after)
    if stored is None or _plain(stored) != dict(item.after):
        raise CannotUndo
    if item.before is None:
        return removed(stored.id, stored.version, item.after)
    return changed(stored.id, stored.version, item.after, item.before)


def _in_place_of(change: CalendarChange, plain: Any) -> CalendarDay | SlaRule | None:
    if change.subject is ChangeSubject.DAYS:
        return stored_day(change.government_id, day_of(plain).day)
    return stored_rule(rule_of(plain).rule)


def _plain(stored: CalendarDay | SlaRule) -> dict[str, Any]:
    if isinstance(stored, CalendarDay):
        return plain_day(free_day(stored))
    return plain_rule(DatedRule(dated_rule(stored), stored.basis))
