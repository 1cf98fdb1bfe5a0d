"""`/telaah`: the queue, who reads what, and spreading what nobody reads."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, current_actor, requires
from app.db import utc_now
from app.plans.actions.assigning import assign_review, release_review, spread_reviews
from app.plans.actions.guards import hold
from app.plans.models import Plan
from app.plans.queries import QueueFilter, provinces, queue, queue_counts
from app.plans.queries.assigning import assignment_of, readers, unread
from app.plans.queries.review import NOBODY, ORDERS, QueueQuery
from app.plans.queries.waiting import ministry_calendar
from app.plans.routes.blueprint import bp
from app.plans.routes.loading import back_to, open_plan
from app.plans.rules import NotAReviewer, spread
from app.web.conflict import Conflict, Difference
from app.web.idempotency import idempotent

MINE = "saya"


@bp.get("/telaah")
@requires(Permission.REVIEW_QUEUE)
def review_queue() -> str:
    """Every government within reach, whoever waits longest first."""
    actor = current_actor()
    asked = queue_query()
    may_assign = actor.may(Permission.REVIEW_ASSIGN)
    return render_template(
        "plans/queue.html",
        page=queue(actor, asked),
        counts=queue_counts(actor),
        asked=asked,
        mine=actor.user_id,
        provinces=provinces(actor),
        readers=readers(),
        unread=len(unread(actor)) if may_assign else 0,
        may_assign=may_assign,
        calendar=ministry_calendar(),
        now=utc_now(),
    )


def queue_query() -> QueueQuery:
    """The filter of this request's address; what nobody knows does not filter."""
    asked = request.args.get("status", QueueFilter.WAITING.value)
    order = request.args.get("urut", "")
    reviewer = request.args.get("penelaah", "")
    return QueueQuery(
        wanted=QueueFilter(asked) if asked in set(QueueFilter) else QueueFilter.WAITING,
        province_id=request.args.get("provinsi", ""),
        words=request.args.get("cari", "").strip(),
        reviewer=(current_actor().user_id or NOBODY) if reviewer == MINE else reviewer,
        days=min(max(0, request.args.get("hari", 0, type=int)), 2000),
        order=order if order.removeprefix("-") in ORDERS else "",
    )


@bp.post("/telaah/<plan_id>/tugaskan")
@requires(Permission.REVIEW_ASSIGN)
def assign(plan_id: str) -> ResponseReturnValue:
    """Give the plan to a reviewer; an empty choice puts it back."""
    actor = current_actor()
    plan = open_plan(Permission.REVIEW_ASSIGN, plan_id)
    wanted = request.form.get("penelaah", "")
    wanted = (actor.user_id or "") if wanted == MINE else wanted
    back = back_to(url_for("plans.review", plan_id=plan.id, bagian="riwayat"))
    _require_unmoved(plan, wanted, back)
    if not wanted:
        release_review(actor, plan)
        flash(_("Penugasan dilepas; rencana kembali ke antrean yang belum dibagi."), "success")
        return redirect(back)
    try:
        assign_review(actor, plan, wanted)
    except NotAReviewer:
        abort(404)
    flash(_("Telaah %(government)s ditugaskan.", government=plan.government.name), "success")
    return redirect(back)


def _require_unmoved(plan: Plan, wanted: str, back: str) -> None:
    """Whoever was faster keeps the plan, and the other one is told; the same choice twice is no race."""
    hold(plan)
    present = assignment_of(plan)
    seen = request.form.get("terlihat", "")
    if seen == (present.id if present else "") or (present and present.reviewer_id == wanted):
        return
    names = {reader.id: reader.name for reader in readers()}
    theirs = names.get(present.reviewer_id, "–") if present else _("Belum ditugaskan")
    raise Conflict([Difference(_("Penelaah"), names.get(wanted, "–"), theirs)], back)


@bp.route("/telaah/bagi", methods=["GET", "POST"])
@requires(Permission.REVIEW_ASSIGN)
@idempotent
def spread_queue() -> ResponseReturnValue:
    """Spread what nobody reads over the chosen reviewers: shown first, done as it was shown."""
    actor = current_actor()
    if request.method == "POST":
        shown = [pair.partition(":") for pair in request.form.getlist("pasangan")]
        try:
            given, skipped = spread_reviews(
                actor,
                [
                    (open_plan(Permission.REVIEW_ASSIGN, plan_id), reviewer)
                    for plan_id, _sep, reviewer in shown
                ],
            )
        except NotAReviewer:
            abort(404)
        flash(_("%(n)s rencana dibagikan.", n=given), "success")
        if skipped:
            flash(_("%(n)s rencana dilewati karena sudah diambil atau diputuskan.", n=skipped), "warning")
        return redirect(url_for("plans.review_queue"))
    everyone, waiting = readers(), unread(actor)
    chosen = [each.id for each in everyone if each.id in set(request.args.getlist("penelaah"))]
    pairs = spread([each.waiting for each in waiting], {each.id: each.load for each in everyone}, chosen)
    plans = {each.id: each for each in waiting}
    return render_template(
        "plans/spread.html",
        readers=everyone,
        chosen=chosen,
        waiting=waiting,
        pairs=[(plans[plan_id], reviewer) for plan_id, reviewer in pairs],
        names={each.id: each.name for each in everyone},
        calendar=ministry_calendar(),
        now=utc_now(),
    )
