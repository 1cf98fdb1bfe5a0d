"""Official versions: the receipt, the canonical text, and what changed from one to the next."""

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.access import Permission, current_actor, fetch, requires
from app.db import db
from app.files import StoredFile, send
from app.plans.canonical import sha256
from app.plans.models import Plan, Submission
from app.plans.queries import submissions_of, submitted_document, working_document
from app.plans.routes.blueprint import bp
from app.plans.routes.loading import open_plan
from app.plans.versions import compare


def _open(submission_id: str) -> tuple[Plan, Submission]:
    submission = fetch(current_actor(), Permission.PLAN_READ, Submission, submission_id)
    return open_plan(Permission.PLAN_READ, submission.plan_id), submission


@bp.get("/rencana-aksi/kiriman/<submission_id>")
@requires(Permission.PLAN_READ)
def submission(submission_id: str) -> str:
    """The receipt: number, moment, hash, and whether the text still has it."""
    plan, found = _open(submission_id)
    return render_template(
        "plans/submission.html",
        plan=plan,
        submission=found,
        document=submitted_document(found, plan.state),
        intact=sha256(found.content) == found.sha256,
    )


@bp.get("/rencana-aksi/kiriman/<submission_id>/data.json")
@requires(Permission.PLAN_READ)
def submission_data(submission_id: str) -> ResponseReturnValue:
    """Exactly the text that the hash is of."""
    _plan, found = _open(submission_id)
    response = Response(found.content, mimetype="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.receipt_number}.json"'
    return response


@bp.get("/rencana-aksi/kiriman/<submission_id>/dokumen.pdf")
@requires(Permission.PLAN_READ)
def submission_pdf(submission_id: str) -> ResponseReturnValue:
    """The document that was made from this version, once it is there."""
    _plan, found = _open(submission_id)
    stored = db.session.get(StoredFile, found.pdf_file_id) if found.pdf_file_id else None
    if stored is None:
        abort(404)
    return send(stored)


@bp.get("/rencana-aksi/<plan_id>/perubahan")
@requires(Permission.PLAN_READ)
def changes(plan_id: str) -> str:
    """Two versions side by side; `?dari=` and `?ke=` are submission numbers, without `ke` the working copy."""
    plan = open_plan(Permission.PLAN_READ, plan_id)
    sent = {item.number: item for item in submissions_of(plan)}
    if not sent:
        return render_template(
            "plans/changes.html", plan=plan, sent=sent, result=None, before=None, after=None
        )
    before = sent.get(request.args.get("dari", max(sent), type=int)) or abort(404)
    number = request.args.get("ke", type=int)
    after = sent.get(number) if number is not None else None
    if number is not None and after is None:
        abort(404)
    new = submitted_document(after, plan.state) if after else working_document(plan)
    return render_template(
        "plans/changes.html",
        plan=plan,
        sent=sent,
        result=compare(submitted_document(before, plan.state), new),
        before=before,
        after=after,
    )
