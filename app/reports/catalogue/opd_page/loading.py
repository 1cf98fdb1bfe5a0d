"""What the one page about an OPD says, as plain data: the assessment, its ends, the next steps."""

from dataclasses import dataclass

from flask_babel import gettext as _

from app.assessment.peers.labels import PLACES, peers_source, peers_text, too_few_text
from app.assessment.peers.queries import unit_comparison
from app.assessment.queries import current_round, round_scores
from app.assessment.queries.scheme import instrument_of
from app.assessment.scoring import rounded
from app.db import db
from app.organisations.models import Government
from app.plans.compile import next_steps, with_own_goals
from app.plans.queries.compiling import indicators_of
from app.plans.queries.goals import own_goals
from app.plans.queries.plans import plan_of_round
from app.reports.catalogue.assessment_opd.loading import AssessmentData, IndicatorRow, load_assessment
from app.reports.document import NothingToPrintError

FEW = 3  # strongest, weakest, next steps


@dataclass(frozen=True, slots=True)
class Step:
    """An action of the library: which level it leads to, from which one."""

    code: str  # of the indicator
    activity: str
    output_indicator: str
    level: float
    to_level: int


@dataclass(frozen=True, slots=True)
class PeerRow:
    """One index beside the quartiles of the peers; `place` says in words where it stands."""

    label: str
    own: float | None
    lower: float
    median: float
    upper: float
    place: str


@dataclass(frozen=True, slots=True)
class PeerData:
    """Who the peers are; without rows they are too few, and `note` says so."""

    who: str
    note: str  # how many and since when, or why there is nothing
    rows: tuple[PeerRow, ...]


@dataclass(frozen=True, slots=True)
class OpdPageData:
    """What is printed."""

    report: AssessmentData
    steps: tuple[Step, ...]
    peers: PeerData

    @property
    def rows(self) -> tuple[IndicatorRow, ...]:
        """Every indicator of the OPD."""
        return tuple(row for category in self.report.categories for row in category.rows)

    @property
    def strongest(self) -> tuple[IndicatorRow, ...]:
        """The indicators with the highest levels, first of all those that went furthest beyond their target."""
        known = [row for row in self.rows if row.effective is not None and not row.distance]
        return tuple(
            sorted(known, key=lambda row: (-(row.effective or 0), (row.target or 0), row.code))[:FEW]
        )

    @property
    def weakest(self) -> tuple[IndicatorRow, ...]:
        """The indicators furthest below their target."""
        return self.report.weakest[:FEW]

    @property
    def verified(self) -> int:
        """How many answers the coordinator has decided."""
        return sum(row.verified_score is not None for row in self.rows)

    @property
    def changed(self) -> int:
        """How many of these were set otherwise than the OPD had it."""
        return sum(row.verified_score not in (None, row.self_score) for row in self.rows)


def load_page(government_id: str, unit_id: str | None) -> OpdPageData:
    """The present round's page of an OPD; `NothingToPrintError` when there is none."""
    report = load_assessment(government_id, unit_id)
    return OpdPageData(report, _steps(government_id, report), _peers(government_id, unit_id or ""))


def _peers(government_id: str, unit_id: str) -> PeerData:
    round_ = current_round(government_id)
    government = db.session.get(Government, government_id)
    if round_ is None or government is None:
        raise NothingToPrintError(_("Belum ada putaran asesmen."))
    scores = round_scores(round_.id)
    found = unit_comparison(scores, scores.unit(unit_id), round_, government)
    return PeerData(
        who=peers_text(found),
        note=peers_source(found) if found.rows else too_few_text(found),
        rows=tuple(
            PeerRow(
                label=row.label or _("Seluruhnya"),
                own=None if row.own is None else float(rounded(row.own)),
                lower=row.band.lower / 10,
                median=row.band.median / 10,
                upper=row.band.upper / 10,
                place=str(PLACES[row.place]) if row.place else "",
            )
            for row in found.rows
        ),
    )


def _steps(government_id: str, report: AssessmentData) -> tuple[Step, ...]:
    """From the action library, toward the goals of the plan where there is one, else of the instrument."""
    round_ = current_round(government_id)
    if round_ is None:
        return ()
    questionnaire, _scheme = instrument_of(round_.instrument_version_id)
    plan = plan_of_round(round_.id)
    years = tuple(plan.years) if plan else questionnaire.years
    indicators = indicators_of(questionnaire)
    if plan is not None:
        indicators = with_own_goals(indicators, years, own_goals(plan))
    levels = {
        row.code: float(row.effective)
        for category in report.categories
        for row in category.rows
        if row.effective is not None
    }
    return tuple(
        Step(
            code=each.indicator.code,
            activity=each.action.activity,
            output_indicator=each.action.output_indicator,
            level=each.level,
            to_level=each.action.to_level,
        )
        for each in next_steps(indicators, levels, years, round_.year, FEW)
    )
