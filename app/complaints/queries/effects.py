"""Which complaints a change of calendar or deadlines may touch, in which governments, and who judges them then."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import cast

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.complaints.calendar import working_calendar
from app.complaints.calendar_items import Item, day_of, days_after, rules_after
from app.complaints.effects import Reach, RuleSpan, reach_of_days, reach_of_rules
from app.complaints.judging import Judge, Told
from app.complaints.models import CalendarChange, ChangeSubject, Complaint
from app.complaints.queries.judging import dated_rules_by_id, days_in_layers, judge_for
from app.complaints.sla import SlaRules
from app.db import db
from app.organisations.models import Government

# What a judge reads of a complaint.
TOLD = (
    Complaint.received_at,
    Complaint.verified_at,
    Complaint.first_follow_up_at,
    Complaint.last_follow_up_at,
    Complaint.closed_at,
    Complaint.closed_automatically,
    Complaint.postponed_at,
    Complaint.resumed_at,
    Complaint.archived_at,
    Complaint.reported_status,
    Complaint.klass,
    Complaint.origin,
    Complaint.replied_at,
    Complaint.earlier_pauses,
)
# The moments up to which a clock of a complaint may have counted days.
_ENDS = (
    Complaint.resolve_due,
    Complaint.follow_up_due,
    Complaint.verify_due,
    Complaint.close_due,
    Complaint.closed_at,
    Complaint.last_follow_up_at,
    Complaint.first_follow_up_at,
    Complaint.verified_at,
    Complaint.postponed_at,
)
_FURTHEST_EAST, _FURTHEST_WEST = timedelta(hours=9), timedelta(hours=7)  # WIT and WIB before UTC
_BATCH = 2_000


def items_of(change: CalendarChange) -> list[Item]:
    """The records of a change."""
    return [Item.of(plain) for plain in change.items]


def reach_of(subject: ChangeSubject, items: Sequence[Item]) -> Reach:
    """What a change that is not applied yet may touch."""
    if subject is ChangeSubject.RULES:
        rules = dated_rules_by_id()
        return reach_of_rules(rules.values(), rules_after(rules, items))
    before = [day_of(item.before).day for item in items if item.before]
    return reach_of_days(before, [day_of(item.after).day for item in items if item.after])


def judges_of(change: CalendarChange, government: Government) -> tuple[Judge, Judge]:
    """What judges a government's complaints now, and what would after the change."""
    before, items = judge_for(government), items_of(change)
    if change.subject is ChangeSubject.RULES:
        return before, Judge(before.calendar, SlaRules(rules_after(dated_rules_by_id(), items)))
    national, own = days_in_layers(government)
    # Where both say that a day is free, taking one away changes nothing.
    layers = [set(national), set(own)]
    place = 0 if change.government_id is None else 1
    layers[place] = days_after(layers[place], items)
    return before, Judge(working_calendar(layers[0] | layers[1], government.time_zone.value), before.rules)


def touched(reach: Reach) -> ColumnElement[bool]:
    """Complaints whose clocks may have counted one of the days, or used a rule; rather too many than too few."""
    conditions = [_by_rule(span) for span in reach.rules]
    if reach.days:
        first = datetime.combine(reach.days[0], time(), UTC) - _FURTHEST_EAST
        after = datetime.combine(reach.days[-1] + timedelta(days=1), time(), UTC) - _FURTHEST_WEST
        # Times may be out of order: then the clock of the follow-up starts before the complaint came in.
        began = or_(Complaint.received_at < after, Complaint.verified_at < after)
        conditions.append(and_(began, or_(*(moment >= first for moment in _ENDS))))
    return or_(*conditions) if conditions else Complaint.id.is_(None)


def touched_by_government(reach: Reach, government_id: str | None) -> dict[str, int]:
    """How many complaints of which governments (or of the one given) a change may touch."""
    if reach.is_empty:
        return {}
    statement = select(Complaint.government_id, func.count()).where(touched(reach))
    if government_id is not None:
        statement = statement.where(Complaint.government_id == government_id)
    rows = db.session.execute(statement.group_by(Complaint.government_id)).all()
    return {row[0]: row[1] for row in rows}


def told_by(government_id: str, reach: Reach) -> Iterator[Told]:
    """What the register tells of the complaints that may be touched, without loading them as records."""
    statement = select(*TOLD).where(Complaint.government_id == government_id, touched(reach))
    for row in db.session.execute(statement.execution_options(yield_per=_BATCH)):
        yield cast(Told, row)


def governments_by_id(ids: Iterable[str]) -> Sequence[Government]:
    """These governments, by code."""
    statement = select(Government).where(Government.id.in_(sorted(ids))).order_by(Government.code)
    return db.session.scalars(statement).all()


def _by_rule(span: RuleSpan) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [
        Complaint.klass == span.klass if span.klass else Complaint.klass.is_(None),
        Complaint.received_on >= span.first,
    ]
    if span.last is not None:
        conditions.append(Complaint.received_on <= span.last)
    return and_(*conditions)
