"""`/telaah/<plan>/rubrik`: the ministry's own scores."""

from dataclasses import dataclass, replace

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from app.access import Permission, current_actor, requires
from app.plans.actions.scoring import StaleSheet, save_scores
from app.plans.models import ScoreSheet
from app.plans.queries import latest_submission, submitted_document
from app.plans.queries.scoring import SheetView, sheet_view
from app.plans.routes.blueprint import bp
from app.plans.routes.loading import open_plan
from app.plans.rubric import SCALE, Score, index_of, scores_from, unexplained
from app.plans.rules import IN_REVIEW
from app.web.conflict import Conflict, Difference
from app.web.filters import decimal2

MOST_WORDS = 2000


@dataclass(frozen=True)
class Typed:
    """What was typed: the scores, and the keys whose reason is missing."""

    scores: dict[str, Score]
    unexplained: tuple[str, ...] = ()


@bp.route("/telaah/<plan_id>/rubrik", methods=["GET", "POST"])
@requires(Permission.REVIEW_DECIDE)
def score(plan_id: str) -> ResponseReturnValue:
    """Score the submission by the rubric; a part may be left for later."""
    actor = current_actor()
    plan = open_plan(Permission.REVIEW_DECIDE, plan_id)
    submission = latest_submission(plan) or abort(404)
    view = sheet_view(submission, submitted_document(submission, plan.state))
    typed = _typed(view)
    form = FlaskForm()
    if form.validate_on_submit() and not typed.unexplained:
        try:
            seen = request.form.get("version", 0, type=int)
            save_scores(actor, plan, submission, typed.scores, seen_version=seen)
        except StaleSheet as stale:
            raise _conflict(view, typed, stale.present, plan_id) from stale
        flash(_("Nilai disimpan."), "success")
        return redirect(url_for("plans.score", plan_id=plan.id))
    shown = replace(view, scores=typed.scores) if request.method == "POST" else view
    return render_template(
        "plans/scoring.html",
        plan=plan,
        submission=submission,
        view=shown,
        unexplained=typed.unexplained,
        typed_reasons={item.key: request.form.get(f"alasan-{item.key}", "") for item in view.items},
        editable=plan.state in IN_REVIEW and submission.decision is None,
        form=form,
        scale=SCALE,
    ), 422 if typed.unexplained else 200


def _typed(view: SheetView) -> Typed:
    if request.method != "POST":
        return Typed({})
    scores = {}
    for item in view.items:
        given = request.form.get(f"nilai-{item.key}", type=int)
        if given in SCALE:
            reason = request.form.get(f"alasan-{item.key}", "").replace("\r\n", "\n").strip()
            scores[item.key] = Score(int(given or 0), reason[:MOST_WORDS])
    return Typed(scores, unexplained(view.rubric, scores))


def _conflict(view: SheetView, typed: Typed, present: ScoreSheet | None, plan_id: str) -> Conflict:
    """Both sheets by their index: the sheet itself is too large to show twice."""
    theirs = scores_from(present.scores) if present else {}
    mine = index_of(view.items, typed.scores)
    other = index_of(view.items, theirs)
    return Conflict(
        [Difference(_("Indeks telaah"), decimal2(mine) if mine else "–", decimal2(other) if other else "–")],
        url_for("plans.score", plan_id=plan_id),
        present.author_name if present else "",
    )
