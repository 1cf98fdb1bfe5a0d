"""The coordinator's list of comments, to be answered one by one."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, current_actor, fetch, requires
from app.plans.actions import answer_comment
from app.plans.actions.guards import latest
from app.plans.forms import AnswerForm
from app.plans.labels import COMMENT_KIND_LABELS
from app.plans.models import ReviewComment
from app.plans.queries import chapters_of, comments_of, matrix_of
from app.plans.routes.blueprint import bp
from app.plans.routes.loading import open_plan
from app.web.conflict import Difference, require_version
from app.web.pagination import page_of


@bp.get("/rencana-aksi/<plan_id>/catatan")
@requires(Permission.PLAN_READ)
def comments(plan_id: str) -> str:
    """All comments with their answers; `?belum=1` shows those that wait for one."""
    plan = open_plan(Permission.PLAN_READ, plan_id)
    found = comments_of(plan)
    waiting = request.args.get("belum") == "1"
    rows = [
        item for item in found.all if not waiting or (item.answered_at is None and item.resolved_at is None)
    ]
    actor = current_actor()
    return render_template(
        "plans/comments.html",
        plan=plan,
        comments=found,
        page=page_of(rows),
        waiting=waiting,
        lines={line.id: line for line in matrix_of(plan).lines},
        chapters={chapter.code: chapter for chapter in chapters_of(plan)},
        may_answer=actor.may(Permission.PLAN_ANSWER_COMMENT, plan.government_id),
        kinds=COMMENT_KIND_LABELS,
        form=AnswerForm(),
    )


@bp.post("/rencana-aksi/catatan/<comment_id>/jawab")
@requires(Permission.PLAN_ANSWER_COMMENT)
def answer(comment_id: str) -> ResponseReturnValue:
    """Answer a comment."""
    comment = fetch(current_actor(), Permission.PLAN_ANSWER_COMMENT, ReviewComment, comment_id)
    form = AnswerForm()
    back = url_for("plans.comments", plan_id=comment.plan_id, _anchor=f"catatan-{comment.id}")
    if not form.validate_on_submit():
        flash(_("Tulis jawabannya dahulu."), "danger")
        return redirect(back)
    latest(comment)
    require_version(
        comment,
        form.version.data,
        differences=[Difference(str(form.answer.label.text), form.answer.data, comment.answer)],
        back_url=back,
    )
    answer_comment(current_actor(), comment, form.answer.data)
    flash(_("Jawaban disimpan."), "success")
    return redirect(back)
