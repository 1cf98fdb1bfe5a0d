"""Comments as they are written: on a cell, a line, a chapter or the plan; rewritten, withdrawn, closed."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Actor, Permission, current_actor, fetch, requires
from app.plans.actions import add_comment, resolve_comment
from app.plans.actions.commenting import changeable, edit_comment, withdraw_comment
from app.plans.actions.review import PERMISSIONS
from app.plans.document_data import LineData
from app.plans.forms import CommentEditForm, CommentForm
from app.plans.models import Plan, PlanLine, ReviewComment, Submission
from app.plans.queries import latest_submission, submitted_document
from app.plans.queries.phrases import phrases_for
from app.plans.routes.blueprint import bp
from app.plans.routes.loading import open_plan
from app.plans.rules import ChapterCode, CommentKind, CommentSettled, Severity
from app.web.conflict import Difference, require_version
from app.web.idempotency import idempotent


@bp.route("/telaah/<plan_id>/catatan", methods=["GET", "POST"])
@requires(Permission.REVIEW_COMMENT, Permission.RECOMMEND, Permission.FINDING_ATTACH)
@idempotent
def new_comment(plan_id: str) -> ResponseReturnValue:
    """Comment on `?baris=` (and `?sel=`), on `?bab=`, or on the whole plan."""
    actor = current_actor()
    plan = open_plan(Permission.REVIEW_QUEUE, plan_id)
    kind = kind_of(actor, plan) or abort(403)
    form = CommentForm()
    if request.method == "GET":
        form.line.data, form.chapter.data = request.args.get("baris", ""), request.args.get("bab", "")
        form.cell.data = request.args.get("sel", "")
    line, chapter = _line(plan, form.line.data or ""), _chapter(form.chapter.data or "")
    found = latest_submission(plan)
    sent = _sent_line(plan, found, line)
    form.offer_cells(sent, plan.years)
    phrases = phrases_for(actor)
    if request.method == "POST" and "pakai" in request.form:
        _insert(form, {phrase.id: phrase.text for phrase in phrases})
    elif form.validate_on_submit():
        cell, year = form.chosen_cell
        comment = add_comment(
            actor,
            plan,
            found,
            kind,
            Severity(form.severity.data),
            form.text.data,
            line=line,
            chapter=chapter,
            cell=cell,
            year=year,
        )
        flash(_("Catatan disimpan."), "success")
        return redirect(_address(comment))
    return render_template(
        "plans/comment_form.html",
        form=form,
        plan=plan,
        kind=kind,
        line=line,
        chapter=_chapter_title(plan, found, chapter),
        phrases=phrases,
        comment=None,
    ), 422 if form.errors else 200


def _insert(form: CommentForm, texts: dict[str, str]) -> None:
    """Put the chosen text below what was typed; nothing is saved yet."""
    chosen = texts.get(request.form.get("pustaka", ""), "")
    form.text.data = "\n\n".join(part for part in (form.text.data, chosen) if part)


@bp.route("/telaah/catatan/<comment_id>/ubah", methods=["GET", "POST"])
@requires(Permission.REVIEW_COMMENT, Permission.RECOMMEND, Permission.FINDING_ATTACH)
def rewrite_comment(comment_id: str) -> ResponseReturnValue:
    """Say one's own comment otherwise, while nobody relies on it."""
    actor = current_actor()
    comment = fetch(actor, Permission.REVIEW_QUEUE, ReviewComment, comment_id)
    plan = open_plan(Permission.REVIEW_QUEUE, comment.plan_id)
    form = CommentEditForm()
    if request.method == "GET":
        form.text.data, form.severity.data = comment.text, comment.severity.value
        form.version.data = comment.version
        if not changeable(actor, [comment]):
            raise CommentSettled
    if form.validate_on_submit():
        require_version(
            comment,
            form.version.data,
            differences=[Difference(str(form.text.label.text), form.text.data, comment.text)],
            back_url=_address(comment),
        )
        edit_comment(actor, comment, Severity(form.severity.data), form.text.data)
        flash(_("Catatan diubah."), "success")
        return redirect(_address(comment))
    return render_template(
        "plans/comment_form.html",
        form=form,
        plan=plan,
        kind=comment.kind,
        line=_line(plan, comment.line_id or ""),
        chapter=_chapter_title(plan, latest_submission(plan), comment.chapter_code),
        phrases=(),
        comment=comment,
    ), 422 if form.errors else 200


@bp.post("/telaah/catatan/<comment_id>/tarik")
@requires(Permission.REVIEW_COMMENT, Permission.RECOMMEND, Permission.FINDING_ATTACH)
def take_back_comment(comment_id: str) -> ResponseReturnValue:
    """Withdraw one's own comment, while nobody relies on it."""
    comment = fetch(current_actor(), Permission.REVIEW_QUEUE, ReviewComment, comment_id)
    withdraw_comment(current_actor(), comment)
    flash(_("Catatan ditarik."), "success")
    return redirect(url_for("plans.review", plan_id=comment.plan_id, bagian=_part(comment)))


@bp.post("/telaah/catatan/<comment_id>/tutup")
@requires(Permission.REVIEW_COMMENT, Permission.RECOMMEND, Permission.FINDING_ATTACH)
def resolve(comment_id: str) -> ResponseReturnValue:
    """Close a comment, or open it again, by the office that made it."""
    comment = fetch(current_actor(), Permission.REVIEW_QUEUE, ReviewComment, comment_id)
    resolve_comment(current_actor(), comment, resolved=request.form.get("buka") != "1")
    wanted = request.form.get("bagian") or _part(comment)
    return redirect(
        url_for("plans.review", plan_id=comment.plan_id, bagian=wanted, _anchor=f"catatan-{comment.id}")
    )


@bp.errorhandler(CommentSettled)
def _settled(_error: CommentSettled) -> tuple[str, int]:
    """Too late: the comment is answered, closed, or part of a verdict; or it is somebody else's."""
    return render_template("plans/comment_settled.html"), 409


def kind_of(actor: Actor, plan: Plan) -> CommentKind | None:
    """In which office this person comments on this plan; None for mere readers."""
    held = [kind for kind, permission in PERMISSIONS.items() if actor.may(permission, plan.government_id)]
    return held[0] if held else None


def _part(comment: ReviewComment) -> str:
    return "matriks" if comment.line_id else "naskah" if comment.chapter_code else "catatan"


def _address(comment: ReviewComment) -> str:
    return url_for(
        "plans.review", plan_id=comment.plan_id, bagian=_part(comment), _anchor=f"catatan-{comment.id}"
    )


def _line(plan: Plan, line_id: str) -> PlanLine | None:
    if not line_id:
        return None
    line = fetch(current_actor(), Permission.REVIEW_QUEUE, PlanLine, line_id)
    if line.plan_id != plan.id:
        abort(404)
    return line


def _sent_line(plan: Plan, submission: Submission | None, line: PlanLine | None) -> LineData | None:
    """The line as it was sent: the ministry speaks about that, not about the working copy."""
    if submission is None or line is None:
        return None
    return submitted_document(submission, plan.state).line(line.id)


def _chapter(code: str) -> ChapterCode | None:
    if code and code not in set(ChapterCode):
        abort(404)
    return ChapterCode(code) if code else None


def _chapter_title(plan: Plan, submission: Submission | None, code: ChapterCode | None) -> str:
    if submission is None or code is None:
        return ""
    chapters = submitted_document(submission, plan.state).chapters
    return next((chapter.title for chapter in chapters if chapter.code == code.value), "")
