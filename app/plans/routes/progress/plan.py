"""The progress of a plan: the matrix of lines and quarters with its lights; and one line through all quarters."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.access import Permission, current_actor, requires
from app.complaints.problem_labels import EFFECT_LABELS
from app.plans.models import Plan
from app.plans.queries.earlier import earlier_line, measured
from app.plans.queries.origins import origins_of
from app.plans.queries.problems import effects_of_line
from app.plans.queries.progress import addenda_of, history_of, periods_of, today_of, year_of
from app.plans.queries.progress.years import Row, YearProgress
from app.plans.routes.blueprint import bp
from app.plans.routes.loading import open_line
from app.plans.routes.progress.evidence import may_read_evidence
from app.plans.routes.progress.loading import open_accepted
from app.plans.rules.progress import Light, quarter_of
from app.web.pagination import page_of

LINES_PER_PAGE = 40


@bp.get("/capaian/rencana/<plan_id>")
@requires(Permission.PROGRESS_READ)
def progress_plan(plan_id: str) -> str:
    """Every line with its four quarters of one year, filtered, in pages; sums by category above."""
    plan = open_accepted(Permission.PROGRESS_READ, plan_id)
    progress = year_of(plan, _wanted_year(plan))
    unit, category, light = (request.args.get(name, "") for name in ("opd", "kategori", "lampu"))
    quarter = _wanted_quarter(progress)
    shown = [row for row in progress.rows if _is_wanted(row, unit, category, light, quarter)]
    actor = current_actor()
    return render_template(
        "plans/progress/plan.html",
        plan=plan,
        progress=progress,
        quarter=quarter,
        page=page_of(shown, per_page=LINES_PER_PAGE),
        unit=unit,
        category=category,
        light=light,
        units=_responsible(progress),
        addenda=addenda_of(plan),
        may_manage=actor.may(Permission.PROGRESS_MANAGE, plan.government_id),
    )


@bp.get("/capaian/baris/<line_id>")
@requires(Permission.PROGRESS_READ)
def progress_line(line_id: str) -> ResponseReturnValue:
    """Gap → line → progress → effect, for one line."""
    plan, line = open_line(Permission.PLAN_READ, line_id)
    open_accepted(Permission.PROGRESS_READ, plan.id)
    actor = current_actor()
    return render_template(
        "plans/progress/line.html",
        plan=plan,
        line=line,
        history=history_of(plan, line),
        origins=origins_of(actor, plan, line),
        effects=effects_of_line(line),
        effect_labels=EFFECT_LABELS,
        earlier=earlier_line(line),
        measured=measured(line),
        may_propose=actor.may(Permission.ADDENDUM_PROPOSE, plan.government_id),
        may_read_evidence=may_read_evidence(actor, line),
    )


def _wanted_year(plan: Plan) -> int:
    """The year of the address, else that of the latest quarter that was opened, else the present or last one."""
    asked = request.args.get("tahun", type=int)
    if asked in plan.years:
        return asked or plan.years[0]
    opened = periods_of(plan)
    if opened:
        return max(opened)[0]
    return min(max(quarter_of(today_of(plan.government_id))[0], plan.years[0]), plan.years[-1])


def _wanted_quarter(progress: YearProgress) -> int | None:
    """The quarter of the address if it was opened, else the latest that was."""
    asked = request.args.get("tw", type=int)
    return asked if asked in progress.periods else progress.latest


def _is_wanted(row: Row, unit: str, category: str, light: str, quarter: int | None) -> bool:
    if category and row.line.category_code != category:
        return False
    if unit and not row.concerns([unit]):
        return False
    return not light or (quarter is not None and row.cells[quarter].light == light in set(Light))


def _responsible(progress: YearProgress) -> list[tuple[str, str]]:
    units = {unit.id: unit.name for row in progress.rows if (unit := row.line.responsible_unit) is not None}
    return sorted(units.items(), key=lambda pair: pair[1])
