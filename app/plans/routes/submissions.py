"""Official versions: the receipt with its proof, the canonical text, the document."""

from flask import Response, abort, render_template
from flask.typing import ResponseReturnValue

from app.access import Permission, current_actor, fetch, requires
from app.db import db, utc_now
from app.files import StoredFile, send
from app.plans.models import Plan, Submission
from app.plans.proof import is_readable, is_whole
from app.plans.queries import proof_of, submitted_document
from app.plans.queries.scoring import letter_of, sheet_view
from app.plans.routes.blueprint import bp
from app.plans.routes.loading import open_plan


def _open(submission_id: str) -> tuple[Plan, Submission]:
    submission = fetch(current_actor(), Permission.PLAN_READ, Submission, submission_id)
    return open_plan(Permission.PLAN_READ, submission.plan_id), submission


@bp.get("/rencana-aksi/kiriman/<submission_id>")
@requires(Permission.PLAN_READ)
def submission(submission_id: str) -> str:
    """The receipt: number, moment, hash; and whether all of it still fits, recomputed now."""
    plan, found = _open(submission_id)
    checks = proof_of(found)
    document = submitted_document(found, plan.state) if is_readable(checks) else None
    return render_template(
        "plans/submission.html",
        plan=plan,
        submission=found,
        document=document,
        view=sheet_view(found, document) if found.decision and document else None,
        letter=letter_of(found),
        may_print=current_actor().may(Permission.REPORT_CREATE, plan.government_id),
        checks=checks,
        intact=is_whole(checks),
        checked_at=utc_now(),
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
