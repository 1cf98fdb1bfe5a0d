"""The coordinator's list of comments: a work list, answered one by one."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, current_actor, fetch, requires
from app.plans.actions import answer_comment
from app.plans.actions.guards import latest
from app.plans.forms import AnswerForm
from app.plans.labels import COMMENT_KIND_LABELS
from app.plans.models import Plan, ReviewComment
from app.plans.queries import chapters_of, comments_of, latest_submission, matrix_of, working_document
from app.plans.queries.comments import Comments
from app.plans.queries.rereading import Reread, traces
from app.plans.routes.blueprint import bp
from app.plans.routes.loading import open_plan
from app.plans.rules import Outcome, is_editable
from app.web.conflict import Difference, require_version
from app.web.pagination import page_of


@bp.get("/rencana-aksi/<plan_id>/catatan")
@requires(Permission.PLAN_READ)
def comments(plan_id: str) -> str:
    """All comments with their answers; `?belum=1` shows those that wait for one."""
    return _page(open_plan(Permission.PLAN_READ, plan_id))


@bp.post("/rencana-aksi/catatan/<comment_id>/jawab")
@requires(Permission.PLAN_ANSWER_COMMENT)
def answer(comment_id: str) -> ResponseReturnValue:
    """Say what was done about a comment, or why nothing was."""
    comment = fetch(current_actor(), Permission.PLAN_ANSWER_COMMENT, ReviewComment, comment_id)
    form = AnswerForm()
    back = url_for(
        "plans.comments", plan_id=comment.plan_id, belum=request.form.get("belum") or None, _anchor="kemajuan"
    )
    if not form.validate_on_submit():
        plan = open_plan(Permission.PLAN_ANSWER_COMMENT, comment.plan_id)
        return _page(plan, only=comment, form=form), 422
    latest(comment)
    require_version(
        comment,
        form.version.data,
        differences=[Difference(str(form.answer.label.text), form.answer.data, comment.answer)],
        back_url=url_for("plans.comments", plan_id=comment.plan_id, _anchor=f"catatan-{comment.id}"),
    )
    answer_comment(current_actor(), comment, form.answer.data, Outcome(form.outcome.data))
    flash(_("Jawaban disimpan."), "success")
    return redirect(back)


def _page(plan: Plan, only: ReviewComment | None = None, form: AnswerForm | None = None) -> str:
    """The list; with `only` that one comment alone, with what was typed and what is wrong with it."""
    found = comments_of(plan)
    waiting = request.args.get("belum") == "1"
    rows = [
        item for item in found.all if not waiting or (item.answered_at is None and item.resolved_at is None)
    ]
    may_answer = current_actor().may(Permission.PLAN_ANSWER_COMMENT, plan.government_id)
    return render_template(
        "plans/comments.html",
        plan=plan,
        comments=found,
        page=page_of([only] if only else rows),
        waiting=waiting,
        only=only,
        lines={line.id: line for line in matrix_of(plan).lines},
        chapters={chapter.code: chapter for chapter in chapters_of(plan)},
        may_answer=may_answer,
        editable=may_answer and is_editable(plan.state),
        reread=_reread(plan, found),
        sent=latest_submission(plan),
        kinds=COMMENT_KIND_LABELS,
        form=form or AnswerForm(),
    )


def _reread(plan: Plan, found: Comments) -> Mapping[str, Reread]:
    """What the working copy already shows of the answers, while it is being mended."""
    if not is_editable(plan.state) or not any(item.outcome for item in found.all):
        return {}
    return traces(plan, found, working_document(plan))
