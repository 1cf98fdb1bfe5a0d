"""Changes of the calendar and the deadlines: those that wait, those carried out, and the records they are about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from app.access import Actor, Permission, within
from app.complaints.calendar import DayKind, FreeDay
from app.complaints.models import (
    CalendarChange,
    CalendarDay,
    CalendarEffect,
    ChangeState,
    ChangeSubject,
    SlaRule,
)
from app.complaints.sla import SlaRule as Rule
from app.db import db
from app.organisations.models import Government


@dataclass(frozen=True)
class Effects:
    """What a change does, added up, and how far the judging anew is."""

    governments: int
    touched: int
    moved: int
    turned_late: int
    recovered: int
    rejudged: int
    finished: int  # governments

    @property
    def is_finished(self) -> bool:
        return self.finished == self.governments


def editable(actor: Actor, model: type[CalendarDay] | type[CalendarChange]) -> ColumnElement[bool]:
    """Which days or changes the actor may edit: those of everywhere, or those of the own government."""
    everywhere, local = Permission.CALENDAR_EDIT, Permission.LOCAL_HOLIDAY_EDIT
    return or_(
        and_(model.government_id.is_(None), within(actor, everywhere, model)),
        and_(model.government_id.is_not(None), within(actor, local, model)),
    )


def readable(actor: Actor) -> ColumnElement[bool]:
    """Which changes the actor may look at in detail: whoever edits everywhere also sees what governments did."""
    return or_(
        within(actor, Permission.CALENDAR_EDIT, CalendarChange),
        within(actor, Permission.LOCAL_HOLIDAY_EDIT, CalendarChange),
    )


def history(government: Government | None, year: int | None = None) -> Select[Any]:
    """What was carried out everywhere and in this government, the latest first; `year` narrows only days."""
    statement = select(CalendarChange).where(CalendarChange.state == ChangeState.APPLIED, _about(government))
    if year is not None:
        within_year = and_(
            CalendarChange.first_day <= date(year, 12, 31), CalendarChange.last_day >= date(year, 1, 1)
        )
        statement = statement.where(or_(CalendarChange.subject == ChangeSubject.RULES, within_year))
    return statement.order_by(CalendarChange.applied_at.desc(), CalendarChange.id)


def waiting_changes(actor: Actor) -> Sequence[CalendarChange]:
    """The actor's own proposals that were neither carried out nor discarded, the latest first."""
    statement = select(CalendarChange).where(
        CalendarChange.state == ChangeState.PROPOSED,
        CalendarChange.created_by == actor.user_id,
        editable(actor, CalendarChange),
    )
    return db.session.scalars(statement.order_by(CalendarChange.created_at.desc()).limit(10)).all()


def effects_of(change: CalendarChange) -> Effects:
    """The effects of a change over all governments that the session may see."""
    counted = (
        func.count(),
        *(
            func.coalesce(func.sum(column), 0)
            for column in (
                CalendarEffect.touched,
                CalendarEffect.moved,
                CalendarEffect.turned_late,
                CalendarEffect.recovered,
                CalendarEffect.rejudged,
            )
        ),
        func.count(CalendarEffect.finished_at),
    )
    row = db.session.execute(select(*counted).where(CalendarEffect.change_id == change.id)).one()
    return Effects(*(int(count) for count in row))


def effects_by_government(change: CalendarChange, most: int) -> list[tuple[Government, CalendarEffect]]:
    """The governments with the most complaints moved, first."""
    statement = (
        select(Government, CalendarEffect)
        .join(CalendarEffect, CalendarEffect.government_id == Government.id)
        .where(CalendarEffect.change_id == change.id)
        .order_by(CalendarEffect.moved.desc(), CalendarEffect.touched.desc(), Government.code)
        .limit(most)
    )
    return [(row[0], row[1]) for row in db.session.execute(statement)]


def was_undone(change: CalendarChange) -> bool:
    """Whether the opposite of a change has been carried out."""
    statement = select(CalendarChange.id).where(
        CalendarChange.undoes_id == change.id, CalendarChange.state == ChangeState.APPLIED
    )
    return db.session.scalar(statement.limit(1)) is not None


def undone_among(changes: Sequence[CalendarChange]) -> set[str]:
    """The ids of those that have been undone."""
    statement = select(CalendarChange.undoes_id).where(
        CalendarChange.undoes_id.in_([change.id for change in changes]),
        CalendarChange.state == ChangeState.APPLIED,
    )
    return {found for found in db.session.scalars(statement) if found}


def free_day(row: CalendarDay) -> FreeDay:
    """A stored day as the rules know it."""
    return FreeDay(row.day, row.kind, row.name, row.decree, row.estimate)


def stored_day(government_id: str | None, day: date) -> CalendarDay | None:
    """The free day of everywhere, or of one government, on this date."""
    owner = (
        CalendarDay.government_id == government_id if government_id else CalendarDay.government_id.is_(None)
    )
    return db.session.scalars(select(CalendarDay).where(CalendarDay.day == day, owner)).one_or_none()


def days_taken(government_id: str | None, but: str | None = None) -> set[date]:
    """The days of one calendar: everywhere, or one government's own; without the record `but`."""
    owner = (
        CalendarDay.government_id == government_id if government_id else CalendarDay.government_id.is_(None)
    )
    statement = select(CalendarDay.day).where(owner)
    if but is not None:
        statement = statement.where(CalendarDay.id != but)
    return set(db.session.scalars(statement))


def stored_rule(rule: Rule) -> SlaRule | None:
    """The deadline of this stage and class from this day on."""
    klass = SlaRule.klass == rule.klass if rule.klass else SlaRule.klass.is_(None)
    statement = select(SlaRule).where(
        SlaRule.stage == rule.stage, klass, SlaRule.valid_from == rule.valid_from
    )
    return db.session.scalars(statement).one_or_none()


def last_year_entered() -> int | None:
    """The latest year of which a national day is in the table."""
    found = db.session.scalar(select(func.max(CalendarDay.day)).where(CalendarDay.kind != DayKind.LOCAL))
    return found.year if found else None


def _about(government: Government | None) -> ColumnElement[bool]:
    own = CalendarChange.government_id == government.id if government else None
    everywhere = CalendarChange.government_id.is_(None)
    return everywhere if own is None else or_(everywhere, own)
