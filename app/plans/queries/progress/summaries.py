"""The standing that a quarter carries with it, so that a province or the nation is summed up without its reports."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from app.access import Actor, Permission, within
from app.db import db
from app.organisations.models import Government, GovernmentKind
from app.plans.models import Plan, PlanLine, ProgressPeriod, ProgressReport
from app.plans.queries.progress.years import changes_of_plan
from app.plans.rules import PlanState
from app.plans.rules.progress import (
    PeriodState,
    Reported,
    Standing,
    YearPlan,
    from_plain,
    standing_of_line,
    target_in_force,
    to_plain,
    total,
)

_Province = aliased(Government)


@dataclass(frozen=True)
class GovernmentProgress:
    """One government in one quarter. `plan_id` None: no accepted plan; `state` None: the quarter was never opened."""

    government: str
    code: str
    province: str
    province_code: str
    plan_id: str | None
    state: PeriodState | None
    standing: Standing


@dataclass(frozen=True)
class ProvinceProgress:
    """A province with its regencies and cities: how many have an accepted plan, and how many opened the quarter."""

    name: str
    code: str
    governments: int
    with_plan: int
    opened: int
    standing: Standing


def summary_of(period: ProgressPeriod) -> dict[str, object]:
    """What is kept on the quarter's record: the whole plan, and each category that has lines.

    It reads bare columns: it is made anew with every report that is sent, of a plan that may have hundreds of lines.
    """
    reported = {
        line_id: Reported(state, output, spent)
        for line_id, state, output, spent in db.session.execute(
            select(
                ProgressReport.line_id, ProgressReport.state, ProgressReport.output, ProgressReport.spent
            ).where(ProgressReport.period_id == period.id)
        )
    }
    changes = changes_of_plan(period.plan_id)
    lines = db.session.execute(
        select(
            PlanLine.id, PlanLine.category_code, PlanLine.targets, PlanLine.budgets, PlanLine.quarters
        ).where(PlanLine.plan_id == period.plan_id, PlanLine.deleted_at.is_(None))
    )
    found: dict[str, Standing] = {}
    for line_id, category, targets, budgets, quarters in lines:
        year = YearPlan(
            target_in_force(
                targets.get(period.year), period.year, changes.get(line_id, ()), period.closed_at
            ),
            budgets.get(period.year),
            tuple(quarters.get(period.year, ())),
        )
        part = standing_of_line(year, period.quarter, reported.get(line_id))
        found[category] = found.get(category, Standing()) + part
    return {
        "total": to_plain(total(found.values())),
        "categories": {category: to_plain(found[category]) for category in sorted(found)},
    }


def governments_in(
    actor: Actor, year: int, quarter: int, province_code: str = ""
) -> Sequence[GovernmentProgress]:
    """Every province, regency and city within reach, with or without a plan, by code; one query."""
    newest = (
        select(Plan.government_id, func.max(Plan.created_at).label("at"))
        .where(Plan.state == PlanState.ACCEPTED)
        .group_by(Plan.government_id)
        .subquery()
    )
    statement = (
        select(
            Government.name,
            Government.code,
            func.coalesce(_Province.name, Government.name),
            func.coalesce(_Province.code, Government.code),
            Plan.id,
            ProgressPeriod.state,
            ProgressPeriod.summary,
        )
        .outerjoin(
            _Province, and_(_Province.id == Government.parent_id, _Province.kind == GovernmentKind.PROVINCE)
        )
        .outerjoin(newest, newest.c.government_id == Government.id)
        .outerjoin(
            Plan,
            and_(
                Plan.government_id == Government.id,
                Plan.created_at == newest.c.at,
                Plan.state == PlanState.ACCEPTED,
            ),
        )
        .outerjoin(
            ProgressPeriod,
            and_(
                ProgressPeriod.plan_id == Plan.id,
                ProgressPeriod.year == year,
                ProgressPeriod.quarter == quarter,
            ),
        )
        .where(
            Government.kind != GovernmentKind.MINISTRY,
            within(actor, Permission.PROGRESS_READ, Government, column=Government.id),
        )
        .order_by(Government.code)
    )
    found = []
    for name, code, province, its_code, plan_id, state, summary in db.session.execute(statement):
        standing = from_plain(summary["total"]) if summary else Standing()
        found.append(GovernmentProgress(name, code, province, its_code, plan_id, state, standing))
    return [row for row in found if not province_code or row.province_code == province_code]


def by_province(rows: Sequence[GovernmentProgress]) -> list[ProvinceProgress]:
    """The governments summed up by province."""
    groups: dict[tuple[str, str], list[GovernmentProgress]] = {}
    for row in rows:
        groups.setdefault((row.province_code, row.province), []).append(row)
    return [
        ProvinceProgress(
            name,
            code,
            len(found),
            sum(row.plan_id is not None for row in found),
            sum(row.state is not None for row in found),
            total(row.standing for row in found),
        )
        for (code, name), found in sorted(groups.items())
    ]


def standings_of(government_ids: Sequence[str], year: int, quarter: int) -> dict[str, Standing]:
    """How the plans that are carried out stand in a quarter, by government; those that never opened it are left out.

    For whoever has checked the right already.
    """
    rows = db.session.execute(
        select(Plan.government_id, ProgressPeriod.summary)
        .join(ProgressPeriod, ProgressPeriod.plan_id == Plan.id)
        .where(
            Plan.government_id.in_(government_ids),
            Plan.state == PlanState.ACCEPTED,
            ProgressPeriod.year == year,
            ProgressPeriod.quarter == quarter,
        )
        .order_by(Plan.created_at)
    )
    return {row[0]: from_plain(row[1]["total"]) if row[1] else Standing() for row in rows}


def latest_opened(actor: Actor) -> tuple[int, int] | None:
    """The latest quarter that a government within reach has opened."""
    statement = (
        select(ProgressPeriod.year, ProgressPeriod.quarter)
        .where(within(actor, Permission.PROGRESS_READ, ProgressPeriod))
        .order_by(ProgressPeriod.year.desc(), ProgressPeriod.quarter.desc())
        .limit(1)
    )
    found = db.session.execute(statement).one_or_none()
    return (found[0], found[1]) if found else None
