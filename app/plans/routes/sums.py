"""`/rencana-aksi/<plan>/rekap`: the plan's money by year, category, source and unit, and its schedule by quarter."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import render_template, request
from flask_babel import gettext as _

from app.access import Permission, requires
from app.plans.document_data import LineData
from app.plans.labels import FUND_SOURCE_LABELS, QUARTER_LABELS, label_of
from app.plans.queries import Matrix, matrix_of, unit_refs
from app.plans.routes.blueprint import bp
from app.plans.routes.loading import open_plan
from app.plans.rules.sums import SumRow, quarter_loads, sums_of
from app.web.filters import number, rupiah

LINES_PER_PICTURE = 24


@bp.get("/rencana-aksi/<plan_id>/rekap")
@requires(Permission.PLAN_READ)
def sums(plan_id: str) -> str:
    """Sums in four ways and the schedule; the schedule may be narrowed to one category."""
    plan = open_plan(Permission.PLAN_READ, plan_id)
    matrix = matrix_of(plan)
    found = sums_of(matrix.lines, plan.years, [category.code for category in matrix.categories])
    units, names = unit_refs(plan.government_id), _category_names(matrix)
    category = request.args.get("kategori", "")
    scheduled = [line for line in matrix.lines if category in ("", line.category_code)]
    return render_template(
        "plans/sums.html",
        plan=plan,
        matrix=matrix,
        names=names,
        category=category,
        tables=(
            (_("Per kategori"), _("Kategori"), _cells(found.by_category, plan.years, names.__getitem__)),
            (_("Per sumber dana"), _("Sumber dana"), _cells(found.by_fund_source, plan.years, _fund_name)),
            (
                _("Per penanggung jawab"),
                _("Penanggung jawab"),
                _cells(found.by_unit, plan.years, lambda key: units[key].name if key else _("Belum dipilih")),
            ),
        ),
        whole=_cells([found.whole], plan.years, lambda _key: _("Jumlah"))[0],
        columns=[
            {"label": _("Kegiatan"), "number": True},
            *({"label": str(year), "number": True} for year in plan.years),
            {"label": _("Jumlah"), "number": True},
        ],
        schedule=[_bar(line) for line in scheduled],
        chunk=LINES_PER_PICTURE,
        unscheduled=sum(1 for line in scheduled if not any(line.quarters.values())),
        loads=_loads(scheduled, plan.years),
    )


def _category_names(matrix: Matrix) -> dict[str, str]:
    return {category.code: category.name for category in matrix.categories}


def _fund_name(key: str) -> str:
    return label_of(FUND_SOURCE_LABELS, key) or str(_("Belum ditentukan"))


def _cells(rows: Sequence[SumRow], years: Sequence[int], name: Callable[[str], Any]) -> list[list[str]]:
    """Rows of text: name, lines, rupiah by year, rupiah together."""
    return [
        [
            str(name(row.key)),
            number(row.lines),
            *(rupiah(row.by_year[year]) for year in years),
            rupiah(row.total),
        ]
        for row in rows
    ]


def _bar(line: LineData) -> dict[str, Any]:
    return {"label": f"{line.number}. {line.activity}", "quarters": line.quarters}


def _loads(lines: Sequence[LineData], years: Sequence[int]) -> list[list[str]]:
    """How many lines fall into each quarter: a row a year."""
    counted = {(load.year, load.quarter): load.lines for load in quarter_loads(lines, years)}
    return [[str(year), *(number(counted[year, quarter]) for quarter in QUARTER_LABELS)] for year in years]
