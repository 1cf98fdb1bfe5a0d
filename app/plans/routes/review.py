"""`/telaah/…`: the submitted plan as the reviewer reads it."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.access import Permission, current_actor, requires
from app.plans.actions.commenting import changeable
from app.plans.document_data import LineData, PlanDocument
from app.plans.forms import DecisionForm
from app.plans.models import Plan, Submission
from app.plans.queries import comments_of, latest_submission, submissions_of, submitted_document, timeline
from app.plans.queries.assigning import assignment_of, assignments_of, readers
from app.plans.queries.rereading import traces
from app.plans.queries.scoring import letter_of, sheet_view
from app.plans.routes.blueprint import bp
from app.plans.routes.commenting import kind_of
from app.plans.routes.loading import open_plan
from app.plans.rules import IN_REVIEW
from app.plans.versions import VersionDifference, compare
from app.web.pagination import page_of

LINES_PER_PAGE = 40


@bp.get("/telaah/<plan_id>")
@requires(Permission.REVIEW_QUEUE)
def review(plan_id: str) -> ResponseReturnValue:
    """The latest submission: lines, chapters, changes, comments, and the decision.

    Of a second reading what changed comes first; everything is one tab away.
    """
    actor = current_actor()
    plan = open_plan(Permission.REVIEW_QUEUE, plan_id)
    found = latest_submission(plan)
    if found is None:
        return render_template("plans/review_nothing.html", plan=plan)
    document = submitted_document(found, plan.state)
    changes, comments = _changes(plan, found, document), comments_of(plan)
    in_review = plan.state in IN_REVIEW
    usual = "perubahan" if changes and in_review else "matriks"
    may_assign = actor.may(Permission.REVIEW_ASSIGN, plan.government_id)
    return render_template(
        "plans/review.html",
        plan=plan,
        submission=found,
        document=document,
        part=request.args.get("bagian", usual),
        page=page_of(_lines(document), per_page=LINES_PER_PAGE),
        lines={line.id: line for line in document.lines},
        comments=comments,
        changeable=changeable(actor, comments.all),
        changes=changes,
        reread=list(traces(plan, comments, document, found).values()),
        timeline=timeline(plan),
        kind=kind_of(actor, plan),
        may_decide=actor.may(Permission.REVIEW_DECIDE, plan.government_id),
        in_review=in_review,
        view=sheet_view(found, document),
        letter=letter_of(found),
        may_print=actor.may(Permission.REPORT_CREATE, plan.government_id),
        assignment=assignment_of(plan),
        assignments=assignments_of(plan),
        readers=readers() if may_assign and in_review else (),
        form=DecisionForm(),
    )


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
