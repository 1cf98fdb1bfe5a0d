"""`/telaah/…`: the submitted plan as the reviewer reads it, and comments."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Actor, Permission, current_actor, fetch, requires
from app.plans.actions import add_comment, resolve_comment
from app.plans.actions.review import PERMISSIONS
from app.plans.document_data import LineData, PlanDocument
from app.plans.forms import CommentForm, DecisionForm
from app.plans.models import Plan, PlanLine, ReviewComment, Submission
from app.plans.queries import (
    comments_of,
    latest_submission,
    submissions_of,
    submitted_document,
    timeline,
)
from app.plans.routes.blueprint import bp
from app.plans.routes.loading import open_plan
from app.plans.rules import IN_REVIEW, ChapterCode, CommentKind, Severity
from app.plans.versions import VersionDifference, compare
from app.web.idempotency import idempotent
from app.web.pagination import page_of

LINES_PER_PAGE = 40


@bp.get("/telaah/<plan_id>")
@requires(Permission.REVIEW_QUEUE)
def review(plan_id: str) -> ResponseReturnValue:
    """The latest submission: lines, chapters, changes, comments, and the decision."""
    actor = current_actor()
    plan = open_plan(Permission.REVIEW_QUEUE, plan_id)
    found = latest_submission(plan)
    if found is None:
        return render_template("plans/review_nothing.html", plan=plan)
    document = submitted_document(found, plan.state)
    shown = _lines(document)
    return render_template(
        "plans/review.html",
        plan=plan,
        submission=found,
        document=document,
        part=request.args.get("bagian", "matriks"),
        page=page_of(shown, per_page=LINES_PER_PAGE),
        lines={line.id: line for line in document.lines},
        comments=comments_of(plan),
        changes=_changes(plan, found, document),
        timeline=timeline(plan),
        kind=_kind_of(actor, plan),
        may_decide=actor.may(Permission.REVIEW_DECIDE, plan.government_id),
        in_review=plan.state in IN_REVIEW,
        form=DecisionForm(),
    )


@bp.route("/telaah/<plan_id>/catatan", methods=["GET", "POST"])
@requires(Permission.REVIEW_COMMENT, Permission.RECOMMEND, Permission.FINDING_ATTACH)
@idempotent
def new_comment(plan_id: str) -> ResponseReturnValue:
    """Comment on `?baris=`, on `?bab=`, or on the whole plan."""
    actor = current_actor()
    plan = open_plan(Permission.REVIEW_QUEUE, plan_id)
    kind = _kind_of(actor, plan) or abort(403)
    form = CommentForm()
    if request.method == "GET":
        form.line.data, form.chapter.data = request.args.get("baris", ""), request.args.get("bab", "")
    line, chapter = _line(plan, form.line.data or ""), _chapter(form.chapter.data or "")
    found = latest_submission(plan)
    if form.validate_on_submit():
        comment = add_comment(
            actor,
            plan,
            found,
            kind,
            Severity(form.severity.data),
            form.text.data,
            line=line,
            chapter=chapter,
        )
        flash(_("Catatan disimpan."), "success")
        part = "matriks" if line else "naskah" if chapter else "catatan"
        return redirect(
            url_for("plans.review", plan_id=plan.id, bagian=part, _anchor=f"catatan-{comment.id}")
        )
    return render_template(
        "plans/comment_form.html",
        form=form,
        plan=plan,
        kind=kind,
        line=line,
        chapter=_chapter_title(plan, found, chapter),
    ), 422 if form.errors else 200


@bp.post("/telaah/catatan/<comment_id>/tutup")
@requires(Permission.REVIEW_COMMENT, Permission.RECOMMEND, Permission.FINDING_ATTACH)
def resolve(comment_id: str) -> ResponseReturnValue:
    """Close a comment, or open it again, by the office that made it."""
    comment = fetch(current_actor(), Permission.REVIEW_QUEUE, ReviewComment, comment_id)
    resolve_comment(current_actor(), comment, resolved=request.form.get("buka") != "1")
    part = "matriks" if comment.line_id else "naskah" if comment.chapter_code else "catatan"
    wanted = request.form.get("bagian", part)
    return redirect(
        url_for("plans.review", plan_id=comment.plan_id, bagian=wanted, _anchor=f"catatan-{comment.id}")
    )


def _kind_of(actor: Actor, plan: Plan) -> CommentKind | None:
    """In which office this person comments on this plan; None for mere readers."""
    held = [kind for kind, permission in PERMISSIONS.items() if actor.may(permission, plan.government_id)]
    return held[0] if held else None


def _line(plan: Plan, line_id: str) -> PlanLine | None:
    if not line_id:
        return None
    line = fetch(current_actor(), Permission.REVIEW_QUEUE, PlanLine, line_id)
    if line.plan_id != plan.id:
        abort(404)
    return line


def _chapter(code: str) -> ChapterCode | None:
    if code and code not in set(ChapterCode):
        abort(404)
    return ChapterCode(code) if code else None


def _chapter_title(plan: Plan, submission: Submission | None, code: ChapterCode | None) -> str:
    if submission is None or code is None:
        return ""
    chapters = submitted_document(submission, plan.state).chapters
    return next((chapter.title for chapter in chapters if chapter.code == code.value), "")


def _lines(document: PlanDocument) -> list[LineData]:
    category, words = request.args.get("kategori", ""), request.args.get("cari", "").casefold().split()
    return [
        line
        for line in document.lines
        if (not category or line.category_code == category)
        and all(word in f"{line.activity} {line.problem} {line.indicator_code}".casefold() for word in words)
    ]


def _changes(plan: Plan, present: Submission, document: PlanDocument) -> VersionDifference | None:
    """What changed since the version before, if there was one."""
    before = next((item for item in submissions_of(plan) if item.number == present.number - 1), None)
    return compare(submitted_document(before, plan.state), document) if before else None
