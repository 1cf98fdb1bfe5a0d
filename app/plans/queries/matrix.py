"""The lines of a plan as plain rows, by category, with their sums. No scores, no figures: light enough for any page."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.db import db
from app.instrument.questionnaire import IndicatorSpec, Questionnaire
from app.organisations.models import Unit
from app.plans.compile import Origin
from app.plans.document_data import CategoryLines, LineData, OriginData, Totals, UnitRef
from app.plans.models import Plan, PlanLine
from app.plans.queries.compiling import fields_of, questionnaire_of
from app.plans.queries.rows import LineRows, line_rows
from app.plans.rules import Gap, line_gaps

Units = Mapping[str, UnitRef]


@dataclass(frozen=True)
class Matrix:
    """All living lines of a plan. `gaps` says what is still open, by line id; `deleted` counts what was taken out."""

    categories: tuple[CategoryLines, ...]
    totals: Totals
    gaps: Mapping[str, tuple[Gap, ...]]
    versions: Mapping[str, int]
    carried: frozenset[str]  # lines that came from an earlier plan
    to_review: frozenset[str]  # those of them that nobody has looked at since
    deleted: int

    @property
    def lines(self) -> tuple[LineData, ...]:
        """The lines in the plan's order."""
        return tuple(line for category in self.categories for line in category.lines)

    @property
    def incomplete(self) -> int:
        """How many lines are still open somewhere."""
        return sum(map(self.is_open, self.gaps))

    def is_open(self, line_id: str) -> bool:
        """Whether something is missing in a line, or it was carried over and not looked at."""
        return bool(self.gaps[line_id]) or line_id in self.to_review


def matrix_of(plan: Plan, questionnaire: Questionnaire | None = None) -> Matrix:
    """The working copy's lines."""
    questionnaire = questionnaire or questionnaire_of(plan)
    years = tuple(plan.years)
    rows = line_rows(plan, with_deleted=False)
    categories = category_lines(questionnaire, rows, years, unit_refs(plan.government_id))
    deleted = select(func.count(PlanLine.id)).where(
        PlanLine.plan_id == plan.id, PlanLine.deleted_at.is_not(None)
    )
    return Matrix(
        categories=categories,
        totals=totals_of([line for category in categories for line in category.lines], years),
        gaps={line.id: line_gaps(fields_of(line, rows.supporting[line.id])) for line in rows.lines},
        carried=frozenset(line.id for line in rows.lines if line.carried_from_id is not None),
        to_review=frozenset(line.id for line in rows.lines if line.to_review_since is not None),
        versions={line.id: line.version for line in rows.lines},
        deleted=db.session.scalar(deleted) or 0,
    )


def unit_refs(government_id: str) -> Units:
    """Every unit of a government by id, closed ones too: an old line may name them."""
    rows = db.session.execute(
        select(Unit.id, Unit.name, Unit.short_name)
        .where(Unit.government_id == government_id)
        .order_by(Unit.position, Unit.name)
    )
    return {unit_id: UnitRef(unit_id, name, short or name) for unit_id, name, short in rows}


def category_lines(
    questionnaire: Questionnaire, rows: LineRows, years: tuple[int, ...], units: Units
) -> tuple[CategoryLines, ...]:
    """The lines under their categories, numbered through the plan."""
    by_category: dict[str, list[PlanLine]] = defaultdict(list)
    for line in rows.living:
        by_category[line.category_code].append(line)
    indicators = {spec.id: spec for spec in questionnaire.indicators}
    result, first = [], 1
    for category in questionnaire.categories:
        lines = tuple(
            _line_data(line, number, years, rows, units, indicators)
            for number, line in enumerate(by_category[category.code], start=first)
        )
        first += len(lines)
        by_year = {year: sum(line.budgets[year] or 0 for line in lines) for year in years}
        result.append(CategoryLines(category.code, category.name, lines, by_year, sum(by_year.values())))
    return tuple(result)


def _line_data(
    line: PlanLine,
    number: int,
    years: tuple[int, ...],
    rows: LineRows,
    units: Units,
    indicators: Mapping[str, IndicatorSpec],
) -> LineData:
    """One row of the matrix as plain data, with every year of the plan as a key."""
    indicator = indicators.get(line.indicator_id or "")
    budgets = {year: line.budgets.get(year) for year in years}
    return LineData(
        id=line.id,
        number=number,
        category_code=line.category_code,
        indicator_code=indicator.code if indicator else "",
        indicator_text=indicator.text if indicator else "",
        problem=line.problem,
        activity=line.activity,
        output_indicator=line.output_indicator,
        unit_of_measure=line.unit_of_measure,
        baseline=line.baseline,
        targets={year: line.targets.get(year) for year in years},
        budgets=budgets,
        budget_total=sum(amount or 0 for amount in budgets.values()),
        fund_source=line.fund_source,
        budget_code=line.budget_code,
        budget_name=line.budget_name,
        responsible_unit=units.get(line.responsible_unit_id or ""),
        supporting_units=tuple(units[unit_id] for unit_id in rows.supporting[line.id]),
        quarters={year: line.quarters.get(year, ()) for year in years},
        complaint_category=line.complaint_category,
        remarks=line.remarks,
        origins=tuple(_origin(origin, units, indicators) for origin in rows.origins[line.id]),
    )


def _origin(origin: Origin, units: Units, indicators: Mapping[str, IndicatorSpec]) -> OriginData:
    unit, indicator = units.get(origin.unit_id or ""), indicators.get(origin.indicator_id or "")
    return OriginData(
        kind=origin.kind.value,
        unit_name=unit.name if unit else "",
        indicator_code=indicator.code if indicator else "",
        score=origin.score,
        target=origin.target,
        complaint_category=origin.complaint_category,
        volume=origin.volume,
        note="",
    )


def totals_of(rows: Sequence[LineData], years: tuple[int, ...]) -> Totals:
    """Sums over all lines."""
    by_source: dict[str, int] = defaultdict(int)
    for row in rows:
        if row.budget_total:
            by_source[row.fund_source] += row.budget_total
    by_year = {year: sum(row.budgets[year] or 0 for row in rows) for year in years}
    return Totals(len(rows), by_year, dict(sorted(by_source.items())), sum(by_year.values()))
