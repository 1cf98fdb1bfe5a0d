"""The governments of a province or of the nation, from what each has sent and from what is counted everywhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.assessment.models import Round
from app.assessment.queries import round_scores
from app.assessment.states import AssessmentState
from app.complaints.queries.governments import figures_of_governments
from app.db import db
from app.organisations.models import Government, GovernmentKind
from app.plans.models import Plan, ProgressPeriod
from app.plans.queries.document import government_data
from app.plans.queries.progress.summaries import standings_of
from app.plans.rules.progress import Light, Standing
from app.reports.catalogue.compendium.data import (
    CategoryName,
    CompendiumData,
    ComplaintFacts,
    GovernmentRow,
    PlanFacts,
    ProgressFacts,
    ProvinceRows,
    RoundFacts,
)
from app.reports.document import NothingToPrintError

AREAS = (GovernmentKind.PROVINCE, GovernmentKind.REGENCY, GovernmentKind.CITY)


def governments_of(owner: Government) -> list[Government]:
    """A province with its regencies and cities, or for the ministry all of them; by code."""
    chosen = select(Government).where(Government.kind.in_(AREAS)).order_by(Government.code)
    if owner.kind is not GovernmentKind.MINISTRY:
        chosen = chosen.where((Government.id == owner.id) | (Government.parent_id == owner.id))
    return list(db.session.scalars(chosen))


def years_of(owner: Government) -> list[int]:
    """The years with a round, the one that most governments opened first; among equals the latest."""
    ids = [each.id for each in governments_of(owner)]
    return list(
        db.session.scalars(
            select(Round.year)
            .where(Round.government_id.in_(ids))
            .group_by(Round.year)
            .order_by(func.count().desc(), Round.year.desc())
        )
    )


def load_compendium(government_id: str, record: str) -> CompendiumData:
    """The area's compendium of a year (`record`, "2021"); `NothingToPrintError` for a year without any round."""
    owner = db.session.get(Government, government_id)
    if owner is None or owner.kind not in (GovernmentKind.PROVINCE, GovernmentKind.MINISTRY):
        raise NothingToPrintError(_("Pilih provinsi terlebih dahulu."))
    if not record.isdecimal() or int(record) not in years_of(owner):
        raise NothingToPrintError(_("Belum ada putaran asesmen pada tahun itu."))
    year = int(record)
    governments = governments_of(owner)
    facts = _facts(governments, year)
    rows = {each.id: facts.row(each) for each in governments}
    return CompendiumData(
        government=government_data(owner),
        year=year,
        categories=tuple(facts.categories.values()),
        provinces=tuple(_provinces(governments, rows)),
        quarter=facts.quarter,
        cut_off=facts.cut_off,
        notice=facts.notice,
    )


def _provinces(governments: Sequence[Government], rows: Mapping[str, GovernmentRow]) -> list[ProvinceRows]:
    found = []
    for province in governments:
        if province.kind is GovernmentKind.PROVINCE:
            inside = [each for each in governments if province.id in (each.id, each.parent_id)]
            inside.sort(key=lambda each: (each.id != province.id, each.code))
            found.append(ProvinceRows(province.code, province.name, tuple(rows[each.id] for each in inside)))
    return found


@dataclass
class _Facts:
    rounds: dict[str, RoundFacts] = field(default_factory=dict)
    plans: dict[str, PlanFacts] = field(default_factory=dict)
    complaints: dict[str, ComplaintFacts] = field(default_factory=dict)
    progress: dict[str, ProgressFacts] = field(default_factory=dict)
    categories: dict[str, CategoryName] = field(default_factory=dict)
    quarter: tuple[int, int] | None = None
    cut_off: datetime | None = None
    notice: str = ""

    def row(self, government: Government) -> GovernmentRow:
        key = government.id
        return GovernmentRow(
            code=government.code,
            name=government.name,
            is_active=government.is_active,
            round=self.rounds.get(key),
            plan=self.plans.get(key),
            complaints=self.complaints.get(key),
            progress=self.progress.get(key),
        )


def _facts(governments: Sequence[Government], year: int) -> _Facts:
    ids = [each.id for each in governments]
    facts = _Facts()
    _read_rounds(facts, ids, year)
    _read_plans(facts, ids)
    _read_complaints(facts, governments, year)
    _read_progress(facts, ids, year)
    return facts


def _read_rounds(facts: _Facts, ids: Sequence[str], year: int) -> None:
    rounds = db.session.execute(
        select(Round.id, Round.government_id).where(Round.government_id.in_(ids), Round.year == year)
    ).all()
    for round_id, government_id in rounds:
        scores = round_scores(round_id)
        for each in scores.questionnaire.categories:
            facts.categories.setdefault(each.code, CategoryName(each.code, each.letter, each.name))
        facts.notice = facts.notice or scores.questionnaire.notice
        names = {band.code: band.name for band in scores.questionnaire.predicates}
        known = {child.key: child.number for child in scores.government.children}
        facts.rounds[government_id] = RoundFacts(
            title=scores.title,
            units=len(scores.units),
            submitted=len(scores.counted_units),
            verified=sum(unit.state is AssessmentState.VERIFIED for unit in scores.units),
            index=scores.government.number if scores.counted_units else None,
            predicate=names.get(scores.predicate.value, "")
            if scores.predicate and scores.counted_units
            else "",
            categories=tuple(known.get(code) if scores.counted_units else None for code in facts.categories),
        )
    # A later version of the questions may have brought a category that the first ones read did not know.
    width = len(facts.categories)
    for key, each_round in facts.rounds.items():
        lacking = width - len(each_round.categories)
        if lacking:
            facts.rounds[key] = RoundFacts(
                each_round.title,
                each_round.units,
                each_round.submitted,
                each_round.verified,
                each_round.index,
                each_round.predicate,
                (*each_round.categories, *(None for _place in range(lacking))),
            )


def _read_plans(facts: _Facts, ids: Sequence[str]) -> None:
    """The latest plan of each: bare columns, for what is being written stays with its government."""
    rows = db.session.execute(
        select(Plan.government_id, Plan.state, Plan.state_since, Plan.submissions_made)
        .join(Round, Round.id == Plan.round_id)
        .where(Plan.government_id.in_(ids))
        .order_by(Round.year)
    )
    for government_id, state, since, submissions in rows:
        facts.plans[government_id] = PlanFacts(state.value, since, submissions)


def _read_complaints(facts: _Facts, governments: Sequence[Government], year: int) -> None:
    found = figures_of_governments(governments, date(year, 1, 1), date(year, 12, 31))
    for each in found:
        if each.figures.incoming or each.cut_off is not None:
            facts.complaints[each.government.id] = ComplaintFacts(
                each.figures.incoming, each.figures.followed_up, each.figures.closed
            )
    facts.cut_off = min((each.cut_off for each in found if each.cut_off is not None), default=None)


def _read_progress(facts: _Facts, ids: Sequence[str], year: int) -> None:
    """The latest quarter of the year that a government of the area has opened."""
    quarter = db.session.scalar(
        select(func.max(ProgressPeriod.quarter)).where(
            ProgressPeriod.government_id.in_(ids), ProgressPeriod.year == year
        )
    )
    if quarter is None:
        return
    facts.quarter = (year, quarter)
    facts.progress = {
        government_id: _progress(standing)
        for government_id, standing in standings_of(ids, year, quarter).items()
    }


def _progress(standing: Standing) -> ProgressFacts:
    return ProgressFacts(
        due=standing.due,
        reported=standing.reported,
        measured=standing.due - standing.lights.get(Light.NO_TARGET, 0),
        on_path=standing.lights.get(Light.GREEN, 0),
    )
