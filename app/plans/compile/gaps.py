"""From weak scores to lines: for every library action, the units that it would lift toward the goal."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from statistics import fmean

from app.plans.compile.data import (
    Action,
    CompileInput,
    Indicator,
    LineFields,
    Origin,
    OriginKind,
    Priority,
    ProposedLine,
    Standing,
)
from app.plans.compile.wording import Wording

# Measures of which each unit produces one, so that a first target can be counted instead of guessed. For all other
# measures (per cent, persons, …) the target stays open for the person who knows.
ONE_EACH = frozenset(
    {
        "aplikasi",
        "dokumen",
        "kali",
        "kanal",
        "kegiatan",
        "laporan",
        "opd",
        "paket",
        "perangkat daerah",
        "sop",
        "unit",
    }
)


def action_key(code: str) -> str:
    """The source name of a library action."""
    return f"action:{code}"


def goal_of(indicator: Indicator, years: tuple[int, ...]) -> float | None:
    """The highest goal level of an indicator within the plan's years, None if it has none there."""
    return max((indicator.goals[year] for year in years if year in indicator.goals), default=None)


def year_of(action: Action, indicator: Indicator, years: tuple[int, ...]) -> int:
    """The plan year to which an action belongs: its usual year, else the first whose goal asks for its level."""
    if action.usual_year in years:
        return int(action.usual_year)
    return next((year for year in years if indicator.goals.get(year, 0) >= action.to_level), years[-1])


def gap_lines(source: CompileInput, wording: Wording) -> list[ProposedLine]:
    """One regency-wide line for each action with at least one unit where level < action's level ≤ goal.

    Units that have not reported are left out: a missing answer is missing, not weak.
    """
    reported = {unit.id for unit in source.units if unit.reported}
    place = {unit.id: number for number, unit in enumerate(source.units)}
    standings: dict[str, list[Standing]] = defaultdict(list)
    for standing in source.standings:
        if standing.level is not None and (standing.unit_id is None or standing.unit_id in reported):
            standings[standing.indicator_id].append(standing)
    burdens = _burdens(source)
    lines = []
    for indicator in source.indicators:
        goal = goal_of(indicator, source.years)
        scored = sorted(standings[indicator.id], key=lambda item: place.get(item.unit_id or "", -1))
        if goal is None or not scored:
            continue
        for action in indicator.actions:
            if action.to_level > goal:
                continue
            below = [item for item in scored if item.level is not None and item.level < action.to_level]
            if below:
                lines.append(_line(source, wording, indicator, action, below, len(scored), goal, burdens))
    return lines


def _line(
    source: CompileInput,
    wording: Wording,
    indicator: Indicator,
    action: Action,
    below: list[Standing],
    scored: int,
    goal: float,
    burdens: Mapping[str, float],
) -> ProposedLine:
    levels = [item.level for item in below if item.level is not None]
    unit_ids = tuple(item.unit_id for item in below if item.unit_id is not None)
    responsible = responsible_unit(source, action.responsible, unit_ids)
    return ProposedLine(
        keys=(action_key(action.code),),
        fields=LineFields(
            category_code=indicator.category_code,
            indicator_id=indicator.id,
            problem=wording.gap_problem(indicator, action.to_level, len(below), scored),
            activity=action.activity,
            output_indicator=action.output_indicator,
            unit_of_measure=action.unit_of_measure,
            baseline=wording.gap_baseline(fmean(levels)),
            targets=first_targets(action, indicator, source.years, len(below)),
            budget_code=action.budget_code,
            budget_name=action.budget_name,
            responsible_unit_id=responsible,
            supporting_unit_ids=tuple(unit for unit in unit_ids if unit != responsible),
        ),
        origins=tuple(
            Origin(OriginKind.GAP, item.unit_id, indicator.id, item.answer_id, item.level, goal)
            for item in below
        ),
        priority=Priority(
            gap=fmean(goal - level for level in levels),
            weight=indicator.weight,
            units=len(below),
            burden=1.0 + sum(burdens.get(unit, 0.0) for unit in unit_ids),
        ),
    )


def responsible_unit(source: CompileInput, party: str, unit_ids: tuple[str, ...]) -> str | None:
    """Who answers for a line: the unit that the library names, else the only unit concerned, else the lead unit."""
    if party in source.parties:
        return source.parties[party]
    if len(unit_ids) == 1:
        return unit_ids[0]
    return source.lead_unit_id


def first_targets(
    action: Action, indicator: Indicator, years: tuple[int, ...], units: int
) -> dict[int, Decimal]:
    """The target that can be counted: one for each unit concerned, in the action's year. Empty for other measures."""
    if action.unit_of_measure.casefold() not in ONE_EACH:
        return {}
    return {year_of(action, indicator, years): Decimal(units)}


def _burdens(source: CompileInput) -> dict[str, float]:
    """The share of all complaints that concern each unit."""
    total = sum(pattern.volume for pattern in source.patterns)
    shares: dict[str, float] = defaultdict(float)
    for pattern in source.patterns:
        if pattern.unit_id is not None and total:
            shares[pattern.unit_id] += pattern.volume / total
    return shares
