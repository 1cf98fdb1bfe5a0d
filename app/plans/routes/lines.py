"""The matrix and its lines."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from app.access import Permission, current_actor, requires
from app.complaints.problem_labels import EFFECT_LABELS
from app.db import db
from app.plans.actions import add_line, confirm_line, delete_line, edit_line, move_line, restore_line
from app.plans.actions.guards import hold, latest
from app.plans.document_data import LineData, UnitRef
from app.plans.forms import ReasonForm, line_form
from app.plans.models import Plan, PlanLine
from app.plans.queries import Matrix, comments_of, fields_of, matrix_of, unit_refs
from app.plans.queries.compiling import questionnaire_of
from app.plans.queries.earlier import adopted_lines, earlier_line
from app.plans.queries.nomenclature import with_nomenclature
from app.plans.queries.origins import origins_of
from app.plans.queries.practices import adoptions_of
from app.plans.queries.problems import effects_of_line
from app.plans.routes.blueprint import bp
from app.plans.routes.comparing import field_differences
from app.plans.routes.loading import back_to, codes_of, open_line, open_plan
from app.plans.routes.nomenclature import code_help, is_searching
from app.plans.rules import is_editable
from app.web.conflict import require_version
from app.web.idempotency import idempotent
from app.web.pagination import page_of

LINES_PER_PAGE = 40
MOVES = {"naik": -1, "turun": 1}


@dataclass(frozen=True)
class MatrixFilter:
    """What the reader wants to see; empty fields do not filter."""

    category: str = ""
    unit: str = ""
    words: str = ""
    open_only: bool = False

    @property
    def is_active(self) -> bool:
        """Whether anything is hidden."""
        return bool(self.category or self.unit or self.words or self.open_only)

    def admits(self, line: LineData, matrix: Matrix) -> bool:
        """Whether a line is shown."""
        concerned = {unit.id for unit in line.supporting_units}
        if line.responsible_unit:
            concerned.add(line.responsible_unit.id)
        text = " ".join(
            (line.activity, line.problem, line.output_indicator, line.indicator_code, line.complaint_category)
        ).casefold()
        return (
            (not self.category or line.category_code == self.category)
            and (not self.unit or self.unit in concerned)
            and (not self.open_only or matrix.is_open(line.id))
            and all(word in text for word in self.words.casefold().split())
        )


def matrix_filter() -> MatrixFilter:
    """The filter of this request's address."""
    return MatrixFilter(
        category=request.args.get("kategori", ""),
        unit=request.args.get("opd", ""),
        words=request.args.get("cari", "").strip(),
        open_only=request.args.get("terbuka") == "1",
    )


@bp.get("/rencana-aksi/<plan_id>/matriks")
@requires(Permission.PLAN_READ)
def matrix(plan_id: str) -> str:
    """All lines by category, filtered, in pages."""
    actor = current_actor()
    plan = open_plan(Permission.PLAN_READ, plan_id)
    found, wanted = matrix_of(plan), matrix_filter()
    shown = [line for line in found.lines if wanted.admits(line, found)]
    return render_template(
        "plans/matrix.html",
        plan=plan,
        matrix=found,
        wanted=wanted,
        page=page_of(shown, per_page=LINES_PER_PAGE),
        units=list(unit_refs(plan.government_id).values()),
        comments=comments_of(plan),
        adopted=adopted_lines(plan),
        editable=is_editable(plan.state) and actor.may(Permission.PLAN_EDIT, plan.government_id),
    )


@bp.route("/rencana-aksi/<plan_id>/baris/baru", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
@idempotent
def new_line_page(plan_id: str) -> ResponseReturnValue:
    """Add a person's own line."""
    plan = open_plan(Permission.PLAN_EDIT, plan_id)
    questionnaire = questionnaire_of(plan)
    form = line_form(plan.years, questionnaire, _units(plan))
    if request.method == "GET" and request.args.get("kategori"):
        form.category_code.data = request.args["kategori"]
    if not is_searching(form) and form.validate_on_submit():
        wanted = with_nomenclature(form.fields, form.budget_pick.data or "")
        line = add_line(current_actor(), plan, wanted, codes_of(questionnaire))
        flash(_("Baris ditambahkan."), "success")
        return redirect(url_for("plans.matrix", plan_id=plan.id, _anchor=f"baris-{line.id}"))
    editable = is_editable(plan.state)
    status = 422 if form.errors else 200
    return render_template(
        "plans/line_form.html",
        form=form,
        plan=plan,
        line=None,
        editable=editable,
        gaps=(),
        **code_help(form),
    ), status


@bp.route("/rencana-aksi/baris/<line_id>", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def edit_line_page(line_id: str) -> ResponseReturnValue:
    """Change a line."""
    plan, line = open_line(Permission.PLAN_EDIT, line_id)
    questionnaire = questionnaire_of(plan)
    form = line_form(plan.years, questionnaire, _units(plan))
    if request.method == "GET":
        form.show(fields_of(line))
        form.version.data = line.version
    if not is_searching(form) and form.validate_on_submit():
        wanted = with_nomenclature(form.fields, form.budget_pick.data or "")
        hold(plan)
        latest(line)
        require_version(
            line,
            form.version.data,
            differences=field_differences(wanted, fields_of(line), questionnaire, _units(plan)),
            back_url=url_for("plans.edit_line_page", line_id=line.id),
        )
        edit_line(current_actor(), plan, line, wanted, codes_of(questionnaire))
        flash(_("Baris disimpan."), "success")
        return redirect(back_to(url_for("plans.matrix", plan_id=plan.id, _anchor=f"baris-{line.id}")))
    status = 422 if form.errors else 200
    found = matrix_of(plan)
    neighbours = [row.id for row in found.lines if row.category_code == line.category_code]
    return render_template(
        "plans/line_form.html",
        form=form,
        plan=plan,
        line=line,
        editable=is_editable(plan.state) and line.deleted_at is None,
        gaps=found.gaps.get(line.id, ()),
        place=neighbours.index(line.id) + 1 if line.id in neighbours else None,
        places=len(neighbours),
        back=back_to(url_for("plans.matrix", plan_id=plan.id)),
        comments=comments_of(plan).by_line.get(line.id, ()),
        **code_help(form),
    ), status


@bp.get("/rencana-aksi/baris/<line_id>/asal")
@requires(Permission.PLAN_READ)
def origins(line_id: str) -> str:
    """Where a line comes from: units, answers, complaints, proposals; and what the review says about it."""
    plan, line = open_line(Permission.PLAN_READ, line_id)
    return render_template(
        "plans/origins.html",
        plan=plan,
        line=line,
        origins=origins_of(current_actor(), plan, line),
        adoptions=adoptions_of(line),
        earlier=earlier_line(line),
        effects=effects_of_line(line),
        effect_labels=EFFECT_LABELS,
        comments=comments_of(plan).by_line.get(line.id, ()),
        editable=is_editable(plan.state) and current_actor().may(Permission.PLAN_EDIT, plan.government_id),
    )


@bp.post("/rencana-aksi/baris/<line_id>/pindah")
@requires(Permission.PLAN_EDIT)
def move(line_id: str) -> ResponseReturnValue:
    """Move a line up or down, or to a place within its category."""
    plan, line = open_line(Permission.PLAN_EDIT, line_id)
    place = request.form.get("urutan", type=int)
    move_line(current_actor(), plan, line, MOVES.get(request.form.get("arah", ""), 0), to_place=place)
    return redirect(back_to(url_for("plans.matrix", plan_id=plan.id)) + f"#baris-{line.id}")


@bp.post("/rencana-aksi/baris/<line_id>/berlaku")
@requires(Permission.PLAN_EDIT)
def confirm(line_id: str) -> ResponseReturnValue:
    """A line that was carried over holds as it is."""
    plan, line = open_line(Permission.PLAN_EDIT, line_id)
    confirm_line(current_actor(), plan, line)
    return redirect(back_to(url_for("plans.matrix", plan_id=plan.id)) + f"#baris-{line.id}")


@bp.post("/rencana-aksi/baris/<line_id>/hapus")
@requires(Permission.PLAN_EDIT)
def delete(line_id: str) -> ResponseReturnValue:
    """Take a line out, with a reason."""
    plan, line = open_line(Permission.PLAN_EDIT, line_id)
    form = ReasonForm()
    if not form.validate_on_submit():
        flash(_("Tulis alasan penghapusan."), "danger")
        return redirect(url_for("plans.edit_line_page", line_id=line.id))
    delete_line(current_actor(), plan, line, form.reason.data)
    flash(_("Baris dihapus. Anda dapat memulihkannya dari daftar baris terhapus."), "success")
    return redirect(url_for("plans.matrix", plan_id=plan.id))


@bp.get("/rencana-aksi/<plan_id>/terhapus")
@requires(Permission.PLAN_EDIT)
def deleted(plan_id: str) -> str:
    """The lines that were taken out, the latest first, each with its reason."""
    plan = open_plan(Permission.PLAN_EDIT, plan_id)
    lines = db.session.scalars(
        select(PlanLine)
        .where(PlanLine.plan_id == plan.id, PlanLine.deleted_at.is_not(None))
        .order_by(PlanLine.deleted_at.desc(), PlanLine.id)
    ).all()
    return render_template(
        "plans/deleted.html", plan=plan, page=page_of(lines), editable=is_editable(plan.state)
    )


@bp.post("/rencana-aksi/baris/<line_id>/pulihkan")
@requires(Permission.PLAN_EDIT)
def restore(line_id: str) -> ResponseReturnValue:
    """Bring a deleted line back."""
    plan, line = open_line(Permission.PLAN_EDIT, line_id)
    restore_line(current_actor(), plan, line)
    flash(_("Baris dipulihkan."), "success")
    return redirect(url_for("plans.matrix", plan_id=plan.id, _anchor=f"baris-{line.id}"))


def _units(plan: Plan) -> list[UnitRef]:
    return list(unit_refs(plan.government_id).values())
