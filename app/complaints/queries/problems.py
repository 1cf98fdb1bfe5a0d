"""Recurring problems: counting patterns month by month, and reading what was found."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Integer, Select, String, and_, case, cast, func, or_, select
from sqlalchemy.orm import joinedload

from app.access import Actor, Permission, within
from app.complaints.models import Complaint, RecurringProblem
from app.complaints.queries.clocks import STAGE_COLUMNS, is_open_late
from app.complaints.queries.counting import received_between
from app.complaints.queries.figures import cut_off_of, seen_at_of
from app.complaints.recurring import (
    Counts,
    Effect,
    ProblemState,
    Span,
    effect,
    spans_around,
    total,
)
from app.complaints.rules import Colour
from app.complaints.sla import JUDGED_STAGES, ClockState
from app.db import db
from app.organisations.models import Government

Pattern = tuple[str, str | None]  # category, OPD


@dataclass(frozen=True)
class ProblemFilter:
    """What the list is narrowed to; empty narrows nothing."""

    state: ProblemState | None = None
    sign: str = ""
    unit_id: str = ""


def counts_by_month(
    government_id: str, span: Span, *, pattern: Pattern | None = None
) -> dict[Pattern, dict[str, Counts]]:
    """The complaints of every pattern (or of one) in a span, by month; those without a category are left out."""
    where = [
        Complaint.government_id == government_id,
        received_between(span.first, span.last),
        Complaint.category != "",
    ]
    if pattern is not None:
        where += of_pattern(pattern)
    seen_at = seen_at_of(government_id)
    late = or_(
        *(
            or_(STAGE_COLUMNS[stage][0] == ClockState.LATE, is_open_late(stage, seen_at))
            for stage in JUDGED_STAGES
        )
    )
    statement = (
        select(
            Complaint.category,
            Complaint.unit_id,
            Complaint.month,
            func.count(),
            func.sum(case((late, 1), else_=0)),
            func.sum(cast(Complaint.followed_up, Integer)),
            func.sum(case((Complaint.colour == Colour.GREEN, 1), else_=0)),
        )
        .where(*where)
        .group_by(Complaint.category, Complaint.unit_id, Complaint.month)
    )
    found: dict[Pattern, dict[str, Counts]] = defaultdict(dict)
    for category, unit_id, month, volume, late_count, followed_up, closed in db.session.execute(statement):
        found[category, unit_id][month] = Counts(volume, late_count, followed_up, closed, 1)
    return found


def of_pattern(pattern: Pattern) -> list[ColumnElement[bool]]:
    """Which complaints belong to a pattern."""
    category, unit_id = pattern
    return [
        Complaint.category == category,
        Complaint.unit_id.is_(None) if unit_id is None else Complaint.unit_id == unit_id,
    ]


def cut_off_day(government: Government) -> date | None:
    """The day up to which the register is complete, on the government's clock; None: nothing is known yet."""
    moment = cut_off_of(government.id)
    return None if moment is None else government.today(moment)


def problems_of(actor: Actor, government: Government, wanted: ProblemFilter) -> Select[RecurringProblem]:
    """The problems of a government that the actor may see: what waits for somebody first, then by volume."""
    order = [ProblemState.OPEN, ProblemState.TAKEN_UP, ProblemState.DISMISSED, ProblemState.FADED]
    place = case({state.value: number for number, state in enumerate(order)}, value=RecurringProblem.state)
    statement = (
        select(RecurringProblem)
        .options(joinedload(RecurringProblem.unit))
        .where(
            within(actor, Permission.COMPLAINT_READ, RecurringProblem),
            RecurringProblem.government_id == government.id,
        )
        .order_by(place, RecurringProblem.volume.desc(), RecurringProblem.category, RecurringProblem.id)
    )
    if wanted.state is not None:
        statement = statement.where(RecurringProblem.state == wanted.state)
    if wanted.unit_id:
        statement = statement.where(RecurringProblem.unit_id == wanted.unit_id)
    if wanted.sign:
        statement = statement.where(cast(RecurringProblem.signs, String).contains(f'"{wanted.sign}"'))
    return statement


def open_problem_count(government_id: str) -> int:
    """How many problems nobody has decided about."""
    return (
        db.session.scalar(
            select(func.count()).where(
                and_(
                    RecurringProblem.government_id == government_id,
                    RecurringProblem.state == ProblemState.OPEN,
                )
            )
        )
        or 0
    )


def effect_of(problem: RecurringProblem, begins: date) -> Effect | None:
    """What happened to a problem's complaints around a day; None while nothing after it is known."""
    government = db.session.get_one(Government, problem.government_id)
    cut_off = cut_off_day(government)
    spans = None if cut_off is None else spans_around(begins, cut_off)
    if spans is None:
        return None
    pattern = (problem.category, problem.unit_id)
    before, after = (
        total(counts_by_month(problem.government_id, span, pattern=pattern).get(pattern, {}).values())
        for span in spans
    )
    return effect(*spans, before, after)
