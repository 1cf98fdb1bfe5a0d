"""Lines that read alike, side by side, to be merged by a person or left apart."""

from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, current_actor, requires
from app.plans.actions import merge_lines
from app.plans.compile import OriginKind, alike_pairs, significant_words
from app.plans.document_data import LineData
from app.plans.forms import MergeForm
from app.plans.models import Plan, PlanLine
from app.plans.queries import Matrix, matrix_of
from app.plans.routes.blueprint import bp
from app.plans.routes.loading import open_line, open_plan
from app.plans.rules import is_editable
from app.web.idempotency import idempotent
from app.web.pagination import page_of

PAIRS_PER_PAGE = 20


@dataclass(frozen=True)
class Pair:
    """Two lines with nearly the same wording; `likeness` is a fraction."""

    first: LineData
    second: LineData
    likeness: float


@bp.get("/rencana-aksi/<plan_id>/mirip")
@requires(Permission.PLAN_EDIT)
def similar(plan_id: str) -> str:
    """The look-alikes of the plan, the most alike first."""
    plan = open_plan(Permission.PLAN_EDIT, plan_id)
    pairs = _pairs(matrix_of(plan))
    return render_template(
        "plans/similar.html",
        plan=plan,
        page=page_of(pairs, per_page=PAIRS_PER_PAGE),
        editable=is_editable(plan.state),
    )


@bp.post("/rencana-aksi/<plan_id>/gabung")
@requires(Permission.PLAN_EDIT)
@idempotent
def merge(plan_id: str) -> ResponseReturnValue:
    """Merge lines into one."""
    plan = open_plan(Permission.PLAN_EDIT, plan_id)
    form = MergeForm()
    if not form.validate_on_submit():
        abort(400)
    kept = _line_of(plan, form.kept.data)
    others = [_line_of(plan, line_id) for line_id in form.other.data]
    merge_lines(current_actor(), plan, kept, others)
    flash(
        _("Baris digabungkan. Periksa anggaran dan targetnya."),
        "success",
    )
    # The sums are looked at once, then the next pair: whoever has twenty pairs does not search for the page again.
    back = url_for("plans.similar", plan_id=plan.id)
    return redirect(url_for("plans.edit_line_page", line_id=kept.id, kembali=back))


def _line_of(plan: Plan, line_id: str) -> PlanLine:
    owner, line = open_line(Permission.PLAN_EDIT, line_id)
    if owner.id != plan.id or line.deleted_at is not None:
        abort(404)
    return line


def _pairs(matrix: Matrix) -> list[Pair]:
    found = []
    for category in matrix.categories:
        lines = {line.id: line for line in category.lines}
        words = {line.id: significant_words(line.activity) for line in category.lines}
        found += [
            Pair(lines[first], lines[second], value)
            for first, second, value in alike_pairs(words)
            if _worded_by_people(lines[first]) or _worded_by_people(lines[second])
        ]
    return sorted(found, key=lambda pair: (-pair.likeness, pair.first.number))


def _worded_by_people(line: LineData) -> bool:
    """Library actions and complaint findings are worded by the product and never duplicates of each other."""
    return not line.origins or any(origin.kind == OriginKind.PROPOSAL for origin in line.origins)
