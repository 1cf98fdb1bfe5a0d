"""Measured indicators: the figure of the complaint register, and the level it gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.assessment.models import Assessment, Round
from app.assessment.queries.standing import zone_of
from app.instrument.answer_types import answer_type, stored
from app.instrument.measures import Measured, MeasureName, complaints_behind, measures
from app.instrument.questionnaire import IndicatorSpec

# What stands beside every answer, so that nobody assesses without looking at the complaints.
BESIDE_ANSWERS = (
    MeasureName.VOLUME,
    MeasureName.FOLLOWED_UP_SHARE,
    MeasureName.CLOSED_SHARE,
    MeasureName.VERIFY_IN_TIME_SHARE,
    MeasureName.FOLLOW_UP_IN_TIME_SHARE,
    MeasureName.RESOLVE_IN_TIME_SHARE,
    MeasureName.RATING_MEAN,
)


@dataclass(frozen=True)
class Computed:
    """A measured answer as it is now: what would be stored, and its level (`None` when unknown)."""

    value: dict[str, Any]
    level: int | None


@dataclass(frozen=True)
class Figure:
    """One figure of the register beside the answers."""

    name: MeasureName
    measured: Measured


def period(round_: Round, now: datetime) -> tuple[date, date]:
    """The days whose complaints count for a round: its year, up to today or the round's last day."""
    zone = ZoneInfo(zone_of(round_.government_id))
    today, last = now.astimezone(zone).date(), round_.closes_at.astimezone(zone).date()
    start = date(round_.year, 1, 1)
    return start, max(start, min(today, last, date(round_.year, 12, 31)))


def compute(assessment: Assessment, spec: IndicatorSpec, now: datetime) -> Computed:
    """The figure and level of a measured indicator for the assessment's unit (or the whole government)."""
    return compute_all(assessment, [spec], now)[spec.id]


def compute_all(
    assessment: Assessment,
    specs: Sequence[IndicatorSpec],
    now: datetime,
    beside: Sequence[Figure] | None = None,
) -> dict[str, Computed]:
    """The same for several measured indicators by their id; the register is read once.

    `beside`: what `figures_beside` gave for the same assessment; then the register is not read again.
    """
    names = {spec.id: MeasureName(spec.parameters["measure"]) for spec in specs}
    found = (
        _figures(list(dict.fromkeys(names.values())), assessment, now)
        if beside is None
        else {figure.name: figure.measured for figure in beside}
    )
    computed = {}
    for spec in specs:
        value = stored(found[names[spec.id]])
        computed[spec.id] = Computed(value, answer_type(spec.answer_type).level(spec.parameters, value))
    return computed


def figures_beside(assessment: Assessment, now: datetime) -> list[Figure]:
    """The complaint figures of the same unit and period."""
    return [Figure(name, found) for name, found in _figures(BESIDE_ANSWERS, assessment, now).items()]


def complaints_counted(assessment: Assessment, now: datetime) -> tuple[str | None, date, date]:
    """The address of the complaints behind an assessment's figures (None: no register), first day, last day."""
    start, end = period(assessment.round, now)
    return complaints_behind(assessment.government_id, assessment.unit_id, start, end), start, end


def _figures(
    names: Sequence[MeasureName], assessment: Assessment, now: datetime
) -> dict[MeasureName, Measured]:
    start, end = period(assessment.round, now)
    found = measures(names, assessment.government_id, assessment.unit_id, start, end)
    # An installation without a complaint register knows nothing; that is never a perfect score.
    unknown = Measured(value=None, volume=0, cut_off=None, source="")
    return {name: found.get(name, unknown) for name in names}
