"""Any two versions of a plan side by side: what was sent, and the working copy."""

from collections.abc import Mapping

from flask import abort, render_template, request
from flask_babel import gettext as _

from app.access import Permission, requires
from app.plans.document_data import PlanDocument
from app.plans.models import Plan, Submission
from app.plans.queries import submissions_of, submitted_document, working_document
from app.plans.routes.blueprint import bp
from app.plans.routes.loading import open_plan
from app.plans.side_by_side import RowKind, side_by_side
from app.web.pagination import page_of

NOW = "sekarang"
LINES_PER_PAGE = 20
LINES_ON_PAPER = 2000  # more than any plan has; a bound all the same


@bp.get("/rencana-aksi/<plan_id>/perubahan")
@requires(Permission.PLAN_READ)
def changes(plan_id: str) -> str:
    """`?dari=` and `?ke=` are numbers of submissions or `sekarang`; without them the latest one and the working copy.

    `?semua=1` shows the lines that stayed as well, `?cetak=1` everything on one page, to be printed.
    """
    plan = open_plan(Permission.PLAN_READ, plan_id)
    sent = {item.number: item for item in submissions_of(plan)}
    if not sent:
        return render_template("plans/changes.html", plan=plan, sent=sent, result=None)
    before = request.args.get("dari") or str(max(sent))
    after = request.args.get("ke") or NOW
    result = side_by_side(_document(plan, sent, before), _document(plan, sent, after))
    everything, paper = request.args.get("semua") == "1", request.args.get("cetak") == "1"
    rows = result.rows if everything else result.differing
    return render_template(
        "plans/changes.html",
        plan=plan,
        sent=sent,
        result=result,
        page=page_of(rows, per_page=LINES_ON_PAPER if paper else LINES_PER_PAGE),
        before=before,
        after=after,
        names={NOW: _("isi sekarang")} | {str(number): _("kiriman ke-%(n)s", n=number) for number in sent},
        everything=everything,
        paper=paper,
        RowKind=RowKind,
    )


def _document(plan: Plan, sent: Mapping[int, Submission], asked: str) -> PlanDocument:
    """The version that the address names; 404 if there is none."""
    if asked == NOW:
        return working_document(plan)
    by_name = {str(number): submission for number, submission in sent.items()}
    submission = by_name.get(asked) or abort(404)
    return submitted_document(submission, plan.state)
