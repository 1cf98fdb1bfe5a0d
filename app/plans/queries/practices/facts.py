"""What is known of the lines of an accepted plan since it was accepted: levels, complaints, progress."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import or_, select

from app.assessment.models import Round
from app.assessment.queries import effective_levels
from app.assessment.queries.scheme import instrument_of
from app.assessment.states import RoundState
from app.complaints.recurring import Verdict
from app.db import db, utc_now
from app.instrument.comparing import compare
from app.plans.compile import Origin, OriginKind
from app.plans.models import Plan, PlanLine, ProgressPeriod, ProgressReport, ReviewDecision, Submission
from app.plans.queries.compiling import questionnaire_of, units_of_round
from app.plans.queries.problems import LineEffect, effects_of_plan
from app.plans.queries.progress.years import changes_of
from app.plans.queries.rows import line_rows
from app.plans.rules import Verdict as ReviewVerdict
from app.plans.rules.practices import Asked, LevelChange, Levels, PracticeEffect, effect_of, level_change
from app.plans.rules.progress import (
    Light,
    Reported,
    ReportState,
    YearPlan,
    achieved_share,
    light_of,
    target_in_force,
)


@dataclass(frozen=True)
class LineProgress:
    """The latest report that was verified: `share` of the year's target, 0–…"""

    year: int
    quarter: int
    share: Fraction
    light: Light


@dataclass(frozen=True)
class Facts:
    """One line. `later_year`: of the finished round that the levels are held against; None before there is one."""

    line: PlanLine
    submission: Submission
    accepted_at: datetime
    units: int
    indicator_code: str
    year: int
    later_year: int | None
    levels: LevelChange | None
    complaints: tuple[dict[str, Any], ...]
    progress: LineProgress | None
    effect: PracticeEffect


def facts_of(plan: Plan) -> list[Facts]:
    """Every living line of an accepted plan, in a number of queries that grows only with the problems they answer."""
    accepted = _accepted(plan)
    if accepted is None:
        return []
    submission, accepted_at = accepted
    codes = {spec.id: spec.code for spec in questionnaire_of(plan).indicators}
    rows = line_rows(plan, with_deleted=False)
    before = _levels(plan.round)
    later = _later_round(plan)
    after = _levels_still_comparable(plan.round, later) if later else {}
    effects = _by_line(effects_of_plan(plan))
    progress = _progress(plan, rows.living)
    units = len(units_of_round(plan.round_id))

    def facts(line: PlanLine) -> Facts:
        levels = level_change(before, after, _wanted(line, rows.origins[line.id], codes, before))
        found = effects.get(line.id, ())
        verdicts = [levels.verdict] if levels else []
        verdicts += [Verdict(verdict) for each in found for _b, _a, verdict in each["figures"].values()]
        return Facts(
            line=line,
            submission=submission,
            accepted_at=accepted_at,
            units=units,
            indicator_code=codes.get(line.indicator_id or "", ""),
            year=plan.round.year,
            later_year=later.year if later else None,
            levels=levels,
            complaints=tuple(found),
            progress=progress.get(line.id),
            effect=effect_of(verdicts),
        )

    return [facts(line) for line in rows.living]


def _accepted(plan: Plan) -> tuple[Submission, datetime] | None:
    found = db.session.execute(
        select(Submission, ReviewDecision.created_at)
        .join(ReviewDecision, ReviewDecision.submission_id == Submission.id)
        .where(Submission.plan_id == plan.id, ReviewDecision.verdict == ReviewVerdict.ACCEPTED)
        .order_by(Submission.number.desc())
        .limit(1)
    ).one_or_none()
    return (found[0], found[1]) if found else None


def _later_round(plan: Plan) -> Round | None:
    """The latest finished round after the one the plan was made from; an open one still changes every day."""
    return db.session.scalars(
        select(Round)
        .where(
            Round.government_id == plan.government_id,
            Round.year > plan.round.year,
            or_(Round.state == RoundState.CLOSED, Round.closes_at < utc_now()),
        )
        .order_by(Round.year.desc())
        .limit(1)
    ).one_or_none()


def _levels(round_: Round) -> Levels:
    codes = {spec.id: spec.code for spec in instrument_of(round_.instrument_version_id)[0].indicators}
    return {(unit, codes[each]): level for (unit, each), level in effective_levels(round_.id).items()}


def _levels_still_comparable(earlier: Round, later: Round) -> Levels:
    """The levels of the later round, of questions that it asks as the earlier one did."""
    old, new = (instrument_of(each.instrument_version_id)[0] for each in (earlier, later))
    comparison = compare(old, new)
    return {key: level for key, level in _levels(later).items() if comparison.still_answered(key[1])}


def _wanted(
    line: PlanLine, origins: Sequence[Origin], codes: Mapping[str, str], before: Levels
) -> set[Asked]:
    """What the line was to lift: the gaps that it was made from, else its indicator in every unit."""
    gaps = {
        (origin.unit_id, codes[origin.indicator_id])
        for origin in origins
        if origin.kind is OriginKind.GAP and origin.indicator_id and origin.indicator_id in codes
    }
    code = codes.get(line.indicator_id or "")
    return gaps or {key for key in before if key[1] == code}


def _by_line(effects: Sequence[LineEffect]) -> Mapping[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in effects:
        if each.effect is None:
            continue
        found[each.line.id].append(
            {
                "category": each.problem.category,
                "begins_on": each.begins_on.isoformat(),
                "until": each.effect.after_span.last.isoformat(),
                # Figures that are too small to be judged stay at home: they say nothing, and could point at somebody.
                "figures": {
                    name: [change.before, change.after, change.verdict.value]
                    for name, change in each.effect.figures.items()
                    if change.verdict is not Verdict.UNKNOWN
                },
            }
        )
    return found


def _progress(plan: Plan, lines: Sequence[PlanLine]) -> Mapping[str, LineProgress]:
    changes = changes_of(plan)
    by_id = {line.id: line for line in lines}
    found: dict[str, LineProgress] = {}
    statement = (
        select(ProgressReport, ProgressPeriod)
        .join(ProgressPeriod, ProgressPeriod.id == ProgressReport.period_id)
        .where(ProgressPeriod.plan_id == plan.id, ProgressReport.state == ReportState.VERIFIED)
        .order_by(ProgressPeriod.year, ProgressPeriod.quarter)
    )
    for report, period in db.session.execute(statement):
        line = by_id.get(report.line_id)
        if line is None:
            continue
        target = target_in_force(
            line.targets.get(period.year), period.year, changes.get(line.id, ()), period.closed_at
        )
        share = achieved_share(target, report.output)
        if share is not None:
            year = YearPlan(target, line.budgets.get(period.year), tuple(line.quarters.get(period.year, ())))
            light = light_of(year, period.quarter, Reported(report.state, report.output, report.spent))
            found[line.id] = LineProgress(period.year, period.quarter, share, light)
    return found
