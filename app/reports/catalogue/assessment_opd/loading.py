"""The assessment of one OPD as plain data."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import select

from app.assessment.models import Assessment
from app.assessment.queries import current_round, load_sheet, round_scores
from app.assessment.queries.sheet import Line, Section, Sheet
from app.assessment.scoring import predicate
from app.complaints.queries import figures
from app.db import db
from app.organisations.models import Government, Unit
from app.plans.document_data import GovernmentData
from app.plans.queries.document import government_data
from app.plans.rules import base_period
from app.reports.document import NothingToPrintError

MOST_WEAK = 5  # indicators named as the weakest


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One question with its scores, which are kept apart, and the target of the round's year."""

    code: str
    text: str
    answer: str
    self_score: int | None
    verified_score: int | None
    ministry_score: int | None
    effective: int | None
    target: int | None
    evidence: int
    reason: str

    @property
    def distance(self) -> int:
        """How far below the target; 0 when it is met or nothing is known."""
        if self.effective is None or self.target is None:
            return 0
        return max(0, self.target - self.effective)


@dataclass(frozen=True, slots=True)
class CategoryRows:
    """The indicators of one category with the index of the OPD and of the government."""

    name: str
    index: float | None
    government_index: float | None
    rows: tuple[IndicatorRow, ...]


@dataclass(frozen=True, slots=True)
class ComplaintsOfUnit:
    """The complaints of the OPD in the base period."""

    incoming: int
    followed_up_share: float | None
    closed_share: float | None
    source: str
    cut_off: datetime | None
    start: date
    end: date
    here_until: date | None = None


@dataclass(frozen=True, slots=True)
class AssessmentData:
    """What is printed."""

    government: GovernmentData
    unit_name: str
    round_title: str
    round_year: int
    state: str
    receipt_number: str
    submitted_at: datetime | None
    verified_at: datetime | None
    instrument_title: str
    instrument_notice: str
    index: float | None
    predicate_name: str
    government_index: float | None
    answered: int
    expected: int
    categories: tuple[CategoryRows, ...]
    weakest: tuple[IndicatorRow, ...]
    complaints: ComplaintsOfUnit | None


def load_assessment(government_id: str, unit_id: str | None) -> AssessmentData:
    """The present round's assessment of an OPD; `NothingToPrintError` when there is none."""
    government = db.session.get(Government, government_id)
    unit = db.session.get(Unit, unit_id) if unit_id else None
    round_ = current_round(government_id)
    if government is None or unit is None or unit.government_id != government_id:
        raise NothingToPrintError(_("Pilih OPD terlebih dahulu."))
    if round_ is None:
        raise NothingToPrintError(_("Belum ada putaran asesmen."))
    assessment = db.session.scalars(
        select(Assessment).where(Assessment.round_id == round_.id, Assessment.unit_id == unit.id)
    ).one_or_none()
    if assessment is None:
        raise NothingToPrintError(_("OPD ini tidak ikut dalam putaran asesmen terakhir."))
    # The OPD reads this too: what the coordinator has not yet decided stays out.
    sheet = load_sheet(assessment, for_unit=True, with_evidence=True)
    scores = round_scores(round_.id)
    categories = tuple(
        _category(section, sheet, scores.government.child(section.category.code).number, round_.year)
        for section in sheet.sections
    )
    rows = [row for category in categories for row in category.rows]
    reached = predicate(sheet.index.value, sheet.scheme.bands)
    names = {band.code: band.name for band in sheet.questionnaire.predicates}
    return AssessmentData(
        government=government_data(government),
        unit_name=unit.name,
        round_title=round_.title,
        round_year=round_.year,
        state=assessment.state.value,
        receipt_number=assessment.receipt_number,
        submitted_at=assessment.submitted_at,
        verified_at=assessment.verified_at,
        instrument_title=sheet.questionnaire.title,
        instrument_notice=sheet.questionnaire.notice,
        index=sheet.index.number,
        predicate_name=names.get(reached.value, "") if reached else "",
        government_index=scores.government.number,
        answered=sum(row.effective is not None for row in rows),
        expected=len(rows),
        categories=categories,
        weakest=tuple(
            sorted((row for row in rows if row.distance), key=lambda row: (-row.distance, row.code))[
                :MOST_WEAK
            ]
        ),
        complaints=_complaints(government, unit, round_.year),
    )


def _category(section: Section, sheet: Sheet, government_index: float | None, year: int) -> CategoryRows:
    return CategoryRows(
        name=section.category.name,
        index=sheet.index.child(section.category.code).number,
        government_index=government_index,
        rows=tuple(_row(line, year) for line in section.lines),
    )


def _row(line: Line, year: int) -> IndicatorRow:
    scores, answer = line.scores, line.answer
    shown = answer is not None and not line.verdict_hidden
    return IndicatorRow(
        code=line.spec.code,
        text=line.spec.text,
        answer=line.shown,
        self_score=scores.self_score,
        verified_score=scores.verified_score,
        ministry_score=scores.ministry_score,
        effective=line.effective.level,
        target=line.spec.target_for(year),
        evidence=len(answer.evidence) if answer is not None else 0,
        reason=(answer.verified_reason or "") if shown and answer is not None else "",
    )


def _complaints(government: Government, unit: Unit, year: int) -> ComplaintsOfUnit | None:
    start, end = base_period(year)
    found = figures(government.id, start, end, unit.id)
    if found.cut_off is None:
        return None
    return ComplaintsOfUnit(
        incoming=found.incoming,
        followed_up_share=found.followed_up_share,
        closed_share=found.closed_share,
        source=found.source,
        cut_off=found.cut_off,
        start=start,
        end=end,
        here_until=found.here_until,
    )
