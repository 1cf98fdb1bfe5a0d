"""The matrix: column widths for any number of years, cells as printed, and the summary of budgets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup

from app.plans.document_data import CategoryLines, LineData, PlanDocument
from app.plans.labels import FUND_SOURCE_LABELS, ORIGIN_LABELS, QUARTER_LABELS, label_of
from app.reports.paper.money import breakable, money_class
from app.web.filters import decimal1, number, rupiah

SHEET = 273.0  # mm: A4 landscape without its margins of 12 mm
UNSET = "–"
KEPT = 2  # rows that the stylesheet keeps together at either end of a table
TALL = 350  # signs in a cell: about sixteen lines
MOST_SUPPORTING = 6  # OPD named in a cell; the annex has them all

# Widths in mm; what is left is shared by the text columns in these proportions: those that make the rows of a regency's
# plan lowest, since the fullest cell of a row makes its height.
NUMBER, BASELINE, TOTAL, SOURCE = 8.0, 17.0, 23.0, 20.0
YEAR = {1: 30.0, 2: 27.0, 3: 24.0, 4: 21.0, 5: 18.5}
NARROWEST_YEAR = 15.0
TEXTS = {"problem": 0.31, "activity": 0.28, "output": 0.19, "responsible": 0.22}


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as it stands in a cell."""

    text: Markup
    size: str

    @classmethod
    def of(cls, amount: int | None) -> "Money":
        """Without "Rp": the column's heading says it."""
        text = number(amount)
        return cls(breakable(text), money_class(text))


@dataclass(frozen=True, slots=True)
class YearCell:
    """Target, budget and quarters of one year; `empty`: nothing is planned for it."""

    target: str
    budget: Money
    quarters: str
    empty: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One line as printed."""

    line: LineData
    years: tuple[YearCell, ...]
    total: Money
    fund_source: str
    responsible: str
    supporting: str
    origins: str


@dataclass(frozen=True, slots=True)
class Section:
    """The lines of one category."""

    letter: str
    category: CategoryLines
    years: tuple[int, ...]
    by_year: tuple[Money, ...]
    total: Money

    @property
    def rows(self) -> Iterator[Row]:
        """Row by row, made when its turn has come: as printed, all lines are larger than what they say."""
        return (row(line, self.years) for line in self.category.lines)

    @property
    def is_loose(self) -> bool:
        """Rows so tall that not even two of them stand with the head on one page: they may part from each other."""
        ends = (*self.category.lines[:KEPT], *self.category.lines[-KEPT:])
        return any(len(text) > TALL for line in ends for text in (line.problem, line.activity))


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole matrix; `widths` are those of its columns in percent of the page."""

    categories: Sequence[CategoryLines]
    years: tuple[int, ...]
    widths: tuple[float, ...]
    by_year: tuple[Money, ...]
    total: Money

    @property
    def empty(self) -> bool:
        """No line at all."""
        return not any(category.lines for category in self.categories)

    @property
    def sections(self) -> Iterator[Section]:
        """Category by category."""
        for place, category in enumerate(self.categories):
            yield Section(
                letter=chr(ord("A") + place),
                category=category,
                years=self.years,
                by_year=tuple(Money.of(category.budget_by_year.get(year, 0)) for year in self.years),
                total=Money.of(category.budget_total),
            )


def widths(years: int) -> tuple[float, ...]:
    """Percent of the page for: number, problem, activity, output, baseline, each year, total, source, responsible.

    In halves, as the stylesheet has them, and 100 together: a wider table would leave the page.
    """
    year = max(NARROWEST_YEAR, YEAR.get(years, NARROWEST_YEAR))
    rest = SHEET - NUMBER - BASELINE - TOTAL - SOURCE - years * year
    text = {name: rest * share for name, share in TEXTS.items()}
    columns = [NUMBER, text["problem"], text["activity"], text["output"], BASELINE]
    columns += [year] * years + [TOTAL, SOURCE, text["responsible"]]
    return _halves([width * 100 / SHEET for width in columns])


def _halves(percents: list[float]) -> tuple[float, ...]:
    """Shares of 100 in steps of a half: rounded down, what is left goes to those that lost most."""
    steps = [int(percent * 2) for percent in percents]
    lost = sorted(range(len(steps)), key=lambda place: steps[place] - percents[place] * 2)
    for place in lost[: 200 - sum(steps)]:
        steps[place] += 1
    return tuple(step / 2 for step in steps)


def sheet(document: PlanDocument) -> Sheet:
    """All lines as printed."""
    years = document.years
    return Sheet(
        categories=document.categories,
        years=years,
        widths=widths(len(years)),
        by_year=tuple(Money.of(document.totals.budget_by_year.get(year, 0)) for year in years),
        total=Money.of(document.totals.budget_total),
    )


def row(line: LineData, years: tuple[int, ...]) -> Row:
    """One line as printed."""
    return Row(
        line=line,
        years=tuple(year_cell(line, year) for year in years),
        total=Money.of(
            line.budget_total if any(amount is not None for amount in line.budgets.values()) else None
        ),
        fund_source=label_of(FUND_SOURCE_LABELS, line.fund_source) or UNSET,
        responsible=line.responsible_unit.name if line.responsible_unit else UNSET,
        supporting=supporting(line),
        origins=origins(line),
    )


def year_cell(line: LineData, year: int) -> YearCell:
    """What is planned for one year."""
    target, budget, chosen = line.targets.get(year), line.budgets.get(year), line.quarters.get(year, ())
    return YearCell(
        target=number(target),
        budget=Money.of(budget),
        quarters=quarters(chosen),
        empty=target is None and budget is None and not chosen,
    )


def supporting(line: LineData) -> str:
    """The supporting OPD by their short names; many are named in part and counted."""
    names = [unit.short_name or unit.name for unit in line.supporting_units]
    if len(names) <= MOST_SUPPORTING:
        return ", ".join(names)
    kept = names[: MOST_SUPPORTING - 1]
    return str(
        _(
            "%(names)s, dan %(count)s OPD lain (lihat Lampiran)",
            names=", ".join(kept),
            count=len(names) - len(kept),
        )
    )


def quarters(chosen: tuple[int, ...]) -> str:
    """ "TW I–IV", "TW I, III": quarters as officials write them."""
    if not chosen:
        return UNSET
    names = [QUARTER_LABELS[quarter].removeprefix("TW ") for quarter in chosen]
    if len(chosen) > 2 and chosen[-1] - chosen[0] == len(chosen) - 1:
        return f"TW {names[0]}–{names[-1]}"
    return "TW " + ", ".join(names)


def origins(line: LineData) -> str:
    """Why the line is in the plan, in one short sentence per kind."""
    gaps = [origin for origin in line.origins if origin.kind == "gap"]
    complaints = [origin for origin in line.origins if origin.kind == "complaint"]
    proposals = [origin for origin in line.origins if origin.kind == "proposal"]
    said = []
    if gaps:
        scores = [origin.score for origin in gaps if origin.score is not None]
        if scores:
            said.append(
                _(
                    "%(kind)s pada %(count)s OPD, nilai rata-rata %(score)s",
                    kind=label_of(ORIGIN_LABELS, "gap"),
                    count=len(gaps),
                    score=decimal1(sum(scores) / len(scores)),
                )
            )
        else:
            said.append(
                _("%(kind)s pada %(count)s OPD", kind=label_of(ORIGIN_LABELS, "gap"), count=len(gaps))
            )
    if complaints:
        volume = sum(origin.volume or 0 for origin in complaints)
        said.append(
            _(
                "%(kind)s: %(count)s pengaduan",
                kind=label_of(ORIGIN_LABELS, "complaint"),
                count=number(volume),
            )
        )
    if proposals:
        said.append(_("%(kind)s: %(count)s", kind=label_of(ORIGIN_LABELS, "proposal"), count=len(proposals)))
    return "; ".join(said)


@dataclass(frozen=True, slots=True)
class Summary:
    """Budgets by category and year, and by source of funds."""

    rows: tuple[tuple[str, int, tuple[Money, ...], Money], ...]
    by_year: tuple[Money, ...]
    total: Money
    sources: tuple[tuple[str, str], ...]
    lines: int
    without_budget: int


def summary(document: PlanDocument) -> Summary:
    """The table of sums that stands before the matrix."""
    totals = document.totals
    return Summary(
        rows=tuple(
            (
                category.name,
                len(category.lines),
                tuple(Money.of(category.budget_by_year.get(year, 0)) for year in document.years),
                Money.of(category.budget_total),
            )
            for category in document.categories
        ),
        by_year=tuple(Money.of(totals.budget_by_year.get(year, 0)) for year in document.years),
        total=Money.of(totals.budget_total),
        sources=tuple(
            (label_of(FUND_SOURCE_LABELS, source) or _("Belum ditentukan"), rupiah(amount))
            for source, amount in totals.budget_by_fund_source.items()
        ),
        lines=totals.lines,
        without_budget=sum(not line.budget_total for line in document.lines),
    )
