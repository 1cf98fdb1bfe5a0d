"""Reads about deadlines: who is to be reminded, what was extended, closing days by province, how busy it is."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import current_app
from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from app.assessment.deadlines.models import DeadlineExtension, DeadlineReminder, ProvinceClosing
from app.assessment.models import Assessment, Receipt, Round
from app.assessment.rules import BUSY_MINUTES, FARTHEST, Traffic, traffic
from app.assessment.states import AssessmentState, RoundState
from app.db import as_system, db
from app.organisations.models import Government, GovernmentKind, Unit

UNFINISHED = (AssessmentState.DRAFT, AssessmentState.RETURNED)
_KEPT_FOR = 15.0  # seconds: thousands of pages share one count


def unfinished_before(now: datetime) -> Sequence[Assessment]:
    """The sheets of open rounds that are not handed in and whose deadline lies within reach of a reminder."""
    reach = now + timedelta(days=FARTHEST + 1)
    own = Assessment.extended_until
    return db.session.scalars(
        select(Assessment)
        .join(Round, Round.id == Assessment.round_id)
        .where(
            Round.state == RoundState.OPEN,
            Round.opens_at <= now,
            Assessment.unit_id.is_not(None),
            Assessment.state.in_(UNFINISHED),
            or_(Round.closes_at >= now, own >= now),
            Round.closes_at <= reach,
        )
        .order_by(Assessment.government_id, Assessment.id)
    ).all()


def sent_reminders(assessments: Sequence[Assessment]) -> Mapping[tuple[str, date], set[int]]:
    """The days of the plan that were reminded of already, by assessment and deadline."""
    found: dict[tuple[str, date], set[int]] = {}
    rounds = {each.round_id for each in assessments}
    rows = db.session.execute(
        select(DeadlineReminder.assessment_id, DeadlineReminder.deadline_on, DeadlineReminder.days_before)
        .join(Assessment, Assessment.id == DeadlineReminder.assessment_id)
        .where(Assessment.round_id.in_(rounds))
    )
    for assessment_id, day, before in rows:
        found.setdefault((assessment_id, day), set()).add(before)
    return found


def last_moves(assessments: Sequence[Assessment]) -> Mapping[str, list[datetime]]:
    """When the deadline of each assessment was moved, its own and the round's, by assessment id."""
    rounds = {each.round_id for each in assessments}
    rows = db.session.execute(
        select(
            DeadlineExtension.round_id, DeadlineExtension.assessment_id, DeadlineExtension.created_at
        ).where(DeadlineExtension.round_id.in_(rounds))
    ).all()
    return {
        each.id: [row[2] for row in rows if row[0] == each.round_id and row[1] in (None, each.id)]
        for each in assessments
    }


def reminders_of(round_id: str) -> Mapping[int, int]:
    """How many units were reminded by plan in a round, by days before the deadline."""
    rows = db.session.execute(
        select(DeadlineReminder.days_before, func.count())
        .join(Assessment, Assessment.id == DeadlineReminder.assessment_id)
        .where(Assessment.round_id == round_id)
        .group_by(DeadlineReminder.days_before)
    )
    return {row[0]: row[1] for row in rows}


def extensions_of(round_id: str, assessment_id: str | None = None) -> Sequence[DeadlineExtension]:
    """What was extended in a round, the latest first; of one assessment: its own and those for everybody."""
    statement = select(DeadlineExtension).where(DeadlineExtension.round_id == round_id)
    if assessment_id is not None:
        statement = statement.where(
            or_(DeadlineExtension.assessment_id == assessment_id, DeadlineExtension.assessment_id.is_(None))
        )
    return db.session.scalars(
        statement.order_by(DeadlineExtension.created_at.desc(), DeadlineExtension.id)
    ).all()


def unit_names_of(extensions: Sequence[DeadlineExtension]) -> Mapping[str, str]:
    """The names of the units that extensions are about, by assessment id."""
    wanted = [each.assessment_id for each in extensions if each.assessment_id]
    rows = db.session.execute(
        select(Assessment.id, Unit.name)
        .join(Unit, Unit.id == Assessment.unit_id)
        .where(Assessment.id.in_(wanted))
    )
    return {row[0]: row[1] for row in rows}


def closing_day(government: Government, year: int) -> date | None:
    """The day that the ministry set for this government's province and year, if it did."""
    province = government.id if government.kind is GovernmentKind.PROVINCE else government.parent_id
    return db.session.scalar(
        select(ProvinceClosing.closes_on).where(
            ProvinceClosing.year == year, ProvinceClosing.province_id == province
        )
    )


def closings_of(year: int) -> Mapping[str, ProvinceClosing]:
    """What is set for a year, by province id."""
    found = db.session.scalars(select(ProvinceClosing).where(ProvinceClosing.year == year))
    return {each.province_id: each for each in found}


@dataclass(frozen=True)
class ProvinceLoad:
    """A province, and how many units would close with it."""

    id: str
    code: str
    name: str
    units: int


def provinces() -> Sequence[ProvinceLoad]:
    """Every province with the active units of its government and of its regencies and cities."""
    province, member = aliased(Government), aliased(Government)
    rows = db.session.execute(
        select(province.id, province.code, province.name, func.count(Unit.id))
        .select_from(province)
        .outerjoin(member, or_(member.id == province.id, member.parent_id == province.id))
        .outerjoin(Unit, (Unit.government_id == member.id) & Unit.is_active.is_(True))
        .where(province.kind == GovernmentKind.PROVINCE)
        .group_by(province.id, province.code, province.name)
        .order_by(province.code)
    )
    return [ProvinceLoad(*row) for row in rows]


@dataclass(frozen=True)
class Busy:
    """How busy it is, with the count that says so."""

    state: Traffic
    submissions: int
    minutes: int = BUSY_MINUTES


def how_busy(now: datetime) -> Busy:
    """By the submissions of all governments in the last minutes; each process counts at most every fifteen seconds."""
    kept = current_app.extensions.setdefault("assessment_busy", {})
    clock = time.monotonic()
    if kept and clock - kept["at"] < _KEPT_FOR:
        found: Busy = kept["busy"]
        return found
    with as_system():
        count = db.session.scalar(
            select(func.count())
            .select_from(Receipt)
            .where(Receipt.submitted_at >= now - timedelta(minutes=BUSY_MINUTES))
        )
    found = Busy(traffic(count or 0), count or 0)
    kept.update(at=clock, busy=found)
    return found
