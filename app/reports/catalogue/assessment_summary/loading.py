"""The assessments of all OPD of a round, side by side, as plain data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean

from flask_babel import gettext as _
from sqlalchemy import select

from app.assessment.models import Assessment, Round
from app.assessment.queries import effective_levels, round_scores
from app.assessment.queries.answers import AnswerRow, Scored, answers_of_round, index_of
from app.assessment.queries.scores import RoundScores, UnitResult
from app.assessment.states import AssessmentState
from app.db import db
from app.instrument.questionnaire import CategorySpec, Questionnaire, Scope
from app.organisations.models import Government
from app.plans.document_data import GovernmentData
from app.plans.queries.document import government_data
from app.reports.document import NothingToPrintError

MOST_GAPS = 10  # indicators named as lacking in most OPD


@dataclass(frozen=True, slots=True)
class UnitLevels:
    """One OPD. Indices are on the scale 1–5; None where nothing is known, or nothing was decided yet."""

    name: str
    state: str
    counted: bool  # whether it ever submitted
    categories: tuple[float | None, ...]
    index: float | None  # by the scores that count now
    predicate: str
    own: float | None
    verified: float | None  # of a finished verification
    ministry: float | None  # once the ministry gave a score
    answered: int
    with_evidence: int
    evidence: int


@dataclass(frozen=True, slots=True)
class CategoryLevels:
    """One category over all OPD that submitted."""

    code: str
    name: str
    index: float | None  # of the government
    lowest: float | None
    highest: float | None
    answered: int
    with_evidence: int
    evidence: int


@dataclass(frozen=True, slots=True)
class SharedGap:
    """An indicator that several OPD have below the target of the year."""

    code: str
    text: str
    target: int
    below: int
    known: int
    mean: float


@dataclass(frozen=True, slots=True)
class Band:
    """How many OPD reach a predicate."""

    name: str
    units: int


@dataclass(frozen=True, slots=True)
class SummaryData:
    """What is printed."""

    government: GovernmentData
    round_title: str
    round_year: int
    instrument_title: str
    instrument_notice: str
    index: float | None
    predicate: str
    categories: tuple[CategoryLevels, ...]
    units: tuple[UnitLevels, ...]
    bands: tuple[Band, ...]
    gaps: tuple[SharedGap, ...]

    @property
    def counted(self) -> tuple[UnitLevels, ...]:
        """The OPD that submitted at least once."""
        return tuple(unit for unit in self.units if unit.counted)

    @property
    def missing(self) -> tuple[UnitLevels, ...]:
        """The OPD that never submitted."""
        return tuple(unit for unit in self.units if not unit.counted)

    @property
    def verified(self) -> int:
        """How many verifications are finished."""
        return sum(unit.state == AssessmentState.VERIFIED for unit in self.units)

    @property
    def is_complete(self) -> bool:
        """Whether nothing of the round can change any more but by the ministry."""
        return bool(self.units) and self.verified == len(self.units)

    @property
    def ranked(self) -> tuple[UnitLevels, ...]:
        """The OPD with an index, the highest first; equal ones by name."""
        known = [unit for unit in self.counted if unit.index is not None]
        return tuple(sorted(known, key=lambda unit: (-(unit.index or 0), unit.name)))

    @property
    def evidence(self) -> int:
        """Pieces of evidence of all OPD."""
        return sum(unit.evidence for unit in self.units)


def load_summary(government_id: str, round_id: str) -> SummaryData:
    """A round's summary; `NothingToPrintError` for an unknown one, or before an OPD takes part."""
    round_ = db.session.get(Round, round_id)
    government = db.session.get(Government, government_id)
    if round_ is None or government is None or round_.government_id != government_id:
        raise NothingToPrintError(_("Putaran asesmen ini tidak ditemukan."))
    scores = round_scores(round_.id)
    if not scores.units:
        raise NothingToPrintError(_("Belum ada OPD dalam putaran ini."))
    answers = answers_of_round(round_.id)
    names = {band.code: band.name for band in scores.questionnaire.predicates}
    units = tuple(_unit(round_, scores, unit, answers[unit.assessment_id], names) for unit in scores.units)
    return SummaryData(
        government=government_data(government),
        round_title=round_.title,
        round_year=round_.year,
        instrument_title=scores.questionnaire.title,
        instrument_notice=scores.questionnaire.notice,
        index=scores.government.number,
        predicate=names.get(scores.predicate.value, "") if scores.predicate else "",
        categories=tuple(_categories(scores, answers)),
        units=units,
        bands=_bands(scores, units),
        gaps=_gaps(round_, scores.questionnaire),
    )


def _unit(
    round_: Round,
    scores: RoundScores,
    unit: UnitResult,
    rows: tuple[AnswerRow, ...],
    names: Mapping[str, str],
) -> UnitLevels:
    def index(given: Iterable[Scored]) -> float | None:
        return index_of(round_.instrument_version_id, unit.unit_id, unit.name, tuple(given)).number

    given = [row.scored for row in rows]
    is_verified = unit.state is AssessmentState.VERIFIED
    by_ministry = any(each.ministry_score is not None for each in given)
    shown = rows if unit.counted else ()  # what an OPD has not sent yet is its own
    answered = [row for row in shown if row.scored.self_score is not None]
    return UnitLevels(
        name=unit.name,
        state=unit.state.value,
        counted=unit.counted,
        categories=tuple(
            unit.category(category.code).number if unit.counted and _asks(category) else None
            for category in scores.questionnaire.categories
        ),
        index=unit.overall if unit.counted else None,
        predicate=names.get(unit.predicate.value, "") if unit.counted and unit.predicate else "",
        own=index(each._replace(verified_score=None, ministry_score=None) for each in given)
        if unit.counted
        else None,
        verified=index(each._replace(ministry_score=None) for each in given) if is_verified else None,
        ministry=unit.overall if unit.counted and by_ministry else None,
        answered=len(answered),
        with_evidence=sum(row.evidence_count > 0 for row in answered),
        evidence=sum(row.evidence_count for row in shown),
    )


def _asks(category: CategorySpec) -> bool:
    """Whether a category asks the OPD anything."""
    return any(spec.scope is Scope.OPD for spec in category.indicators)


def _categories(
    scores: RoundScores, answers: Mapping[str, tuple[AnswerRow, ...]]
) -> Iterable[CategoryLevels]:
    for category in scores.questionnaire.categories:
        own = {spec.id for spec in category.indicators}
        rows = [
            row
            for unit in scores.counted_units
            for row in answers[unit.assessment_id]
            if row.scored.indicator_id in own
        ]
        answered = [row for row in rows if row.scored.self_score is not None]
        found = [unit.category(category.code).number for unit in scores.counted_units if _asks(category)]
        known = [index for index in found if index is not None]
        yield CategoryLevels(
            code=category.code,
            name=category.name,
            index=scores.government.child(category.code).number,
            lowest=min(known, default=None),
            highest=max(known, default=None),
            answered=len(answered),
            with_evidence=sum(row.evidence_count > 0 for row in answered),
            evidence=sum(row.evidence_count for row in rows),
        )


def _bands(scores: RoundScores, units: tuple[UnitLevels, ...]) -> tuple[Band, ...]:
    return tuple(
        Band(band.name, sum(unit.predicate == band.name for unit in units))
        for band in scores.questionnaire.predicates
    )


def _gaps(round_: Round, questionnaire: Questionnaire) -> tuple[SharedGap, ...]:
    """The indicators that most OPD have below the year's target, those with the longest way first among equals."""
    levels: dict[str, list[int]] = {}
    for (unit_id, indicator_id), level in effective_levels(round_.id).items():
        if unit_id is not None and level is not None:
            levels.setdefault(indicator_id, []).append(level)
    found: list[SharedGap] = []
    for spec in questionnaire.indicators:
        target, known = spec.target_for(round_.year), levels.get(spec.id, [])
        below = sum(level < target for level in known) if target is not None else 0
        if target is not None and below:
            found.append(SharedGap(spec.code, spec.text, target, below, len(known), fmean(known)))
    found.sort(key=lambda gap: (-gap.below, gap.mean - gap.target, gap.code))
    return tuple(found[:MOST_GAPS])


def latest_rounds(government_id: str) -> list[Round]:
    """The rounds of a government with OPD in them, the latest first."""
    taking_part = select(Assessment.round_id).where(Assessment.unit_id.is_not(None))
    return list(
        db.session.scalars(
            select(Round)
            .where(Round.government_id == government_id, Round.id.in_(taking_part))
            .order_by(Round.year.desc())
        )
    )
