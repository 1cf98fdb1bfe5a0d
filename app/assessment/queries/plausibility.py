"""Claims beside the figures that doubt them, as the pages of one assessment show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from app.assessment.measuring import Computed, Figure, compute_all
from app.assessment.models import Answer, Assessment, PlausibilityFlag
from app.assessment.plausibility import UNSETTLED, FlagState, Sides
from app.assessment.queries.sheet import Line, Sheet
from app.assessment.states import AssessmentState
from app.db import db
from app.instrument.cross_checks import CrossCheck, cross_checks
from app.instrument.questionnaire import IndicatorSpec

WRITING = (AssessmentState.DRAFT, AssessmentState.RETURNED)


@dataclass(frozen=True)
class Flag:
    """One contradiction: the check behind it, both sides, and what was said about it so far."""

    check: CrossCheck
    figure_spec: IndicatorSpec
    claimed: int
    measured: int
    figure: Mapping[str, Any]  # as a measured answer keeps it
    stored: PlausibilityFlag | None = None

    @property
    def state(self) -> FlagState:
        return FlagState.OPEN if self.stored is None else self.stored.state

    @property
    def unsettled(self) -> bool:
        return self.state in UNSETTLED

    @property
    def explanation(self) -> str:
        return "" if self.stored is None else self.stored.explanation


Flags = Mapping[str, Flag]


def flags_of(
    assessment: Assessment, sheet: Sheet, now: datetime, beside: Sequence[Figure] | None = None
) -> dict[str, Flag]:
    """The contradictions of an assessment by the code of the claim.

    While somebody still writes they are computed from the figures of today; once handed in, they are what was found.
    `beside`: the figures of the same unit, if they were read already.
    """
    stored = stored_flags(assessment)
    if assessment.state in WRITING:
        return _computed(assessment, sheet, stored, now, beside)
    found: dict[str, Flag] = {}
    for line, check in checked_lines(sheet):
        row = stored.get((line.spec.id, check.figure))
        if row is not None and row.state is not FlagState.LAPSED:
            spec = sheet.questionnaire.indicator(check.figure)
            found[check.claim] = Flag(check, spec, row.claimed_level, row.figure_level, row.figure, row)
    return found


def checked_lines(sheet: Sheet) -> list[tuple[Line, CrossCheck]]:
    """The lines of a sheet that a figure can doubt, each with its check."""
    checks = {check.claim: check for check in cross_checks(sheet.questionnaire.code)}
    return [(line, checks[line.spec.code]) for line in sheet.lines if line.spec.code in checks]


def figures_of(
    assessment: Assessment, sheet: Sheet, now: datetime, beside: Sequence[Figure] | None = None
) -> dict[str, Computed]:
    """What the figures of the sheet's checks give for this assessment's unit, by the figure's code."""
    codes = dict.fromkeys(check.figure for _line, check in checked_lines(sheet))
    specs = [sheet.questionnaire.indicator(code) for code in codes]
    if not specs:
        return {}
    computed = compute_all(assessment, specs, now, beside)
    return {spec.code: computed[spec.id] for spec in specs}


def stored_flags(assessment: Assessment) -> dict[tuple[str, str], PlausibilityFlag]:
    """The rows of an assessment by indicator id and figure code."""
    statement = (
        select(Answer.indicator_id, PlausibilityFlag)
        .join(PlausibilityFlag, PlausibilityFlag.answer_id == Answer.id)
        .where(PlausibilityFlag.assessment_id == assessment.id)
    )
    return {(row[0], row[1].figure_code): row[1] for row in db.session.execute(statement)}


def unsettled_count(assessment: Assessment) -> int:
    """How many flags of a handed-in assessment still wait for the verifier."""
    return unsettled_counts([assessment.id]).get(assessment.id, 0)


def unsettled_counts(assessment_ids: Sequence[str]) -> dict[str, int]:
    """The same for several assessments at once; those without any are left out."""
    statement = (
        select(PlausibilityFlag.assessment_id, func.count())
        .where(PlausibilityFlag.assessment_id.in_(assessment_ids), PlausibilityFlag.state.in_(UNSETTLED))
        .group_by(PlausibilityFlag.assessment_id)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


def _computed(
    assessment: Assessment,
    sheet: Sheet,
    stored: dict[tuple[str, str], PlausibilityFlag],
    now: datetime,
    beside: Sequence[Figure] | None,
) -> dict[str, Flag]:
    wanted = [(line, check) for line, check in checked_lines(sheet) if line.facts.self_score is not None]
    if not wanted:
        return {}
    figures = figures_of(assessment, sheet, now, beside)
    found: dict[str, Flag] = {}
    for line, check in wanted:
        computed = figures[check.figure]
        both = sides(line, check, computed)
        if both.claimed is None or both.measured is None or not both.contradict:
            continue
        spec = sheet.questionnaire.indicator(check.figure)
        row = stored.get((line.spec.id, check.figure))
        found[check.claim] = Flag(check, spec, both.claimed, both.measured, computed.value, row)
    return found


def sides(line: Line, check: CrossCheck, computed: Computed) -> Sides:
    """The claim of a line and what the figure gives."""
    return Sides(line.facts.self_score, computed.level, check.gap)
