"""The workbooks of a whole round, for the coordinator: all out in one ZIP, all back, each handed to its OPD."""

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.access import Permission, current_actor, fetch, requires
from app.assessment.actions.brought import hand_over
from app.assessment.models import Assessment, Round
from app.assessment.queries.brought import batch_of, content_of
from app.assessment.queries.workbook import open_book
from app.assessment.routes.blueprint import bp
from app.assessment.workbook.forms import WorkbooksForm
from app.assessment.workbook.labels import part_label, problem_text, shown_part
from app.assessment.workbook.models import BroughtWorkbook
from app.assessment.workbook.reading import read_any
from app.assessment.workbook_jobs import PACK, READ
from app.db import db, utc_now
from app.files import Purpose, RefusedFile, StoredFile, discard, send, store
from app.jobs import enqueue
from app.web.forms import CreatingForm
from app.web.idempotency import idempotent

UNPROCESSABLE = 422
KINDS = ("xlsx", "ods")


@bp.route("/putaran/<round_id>/lembar", methods=["GET", "POST"])
@requires(Permission.ASSESSMENT_VERIFY)
@idempotent
def workbooks(round_id: str) -> ResponseReturnValue:
    """Where all workbooks are asked for, and where they come back."""
    actor = current_actor()
    round_ = fetch(actor, Permission.ASSESSMENT_VERIFY, Round, round_id)
    form = WorkbooksForm()
    if form.validate_on_submit():
        kept, refused = [], []
        for given in form.given:
            try:
                stored = store(
                    actor, round_.government_id, given.stream, given.filename or "", Purpose.WORKBOOKS
                )
            except RefusedFile as reason:
                refused.append(_("%(name)s: %(reason)s", name=given.filename, reason=reason.message))
            else:
                kept.append(stored.id)
        if not refused:
            job = enqueue(actor, round_.government_id, READ, {"round_id": round_.id, "file_ids": kept})
            return redirect(url_for("jobs.page", job_id=job.id))
        form.files.errors = refused
        for file_id in kept:  # all of them or none, so that nobody wonders which ones arrived
            discard(db.session.get_one(StoredFile, file_id))
    status = UNPROCESSABLE if form.errors or form.files.errors else 200
    return render_template("assessment/workbooks.html", round=round_, form=form), status


@bp.post("/putaran/<round_id>/lembar/siapkan")
@requires(Permission.ASSESSMENT_VERIFY)
def pack_workbooks(round_id: str) -> ResponseReturnValue:
    """Ask for the ZIP of all workbooks; asking twice gives the same job."""
    actor = current_actor()
    round_ = fetch(actor, Permission.ASSESSMENT_VERIFY, Round, round_id)
    kind = request.form.get("kind", "")
    if kind not in KINDS:
        abort(400)
    payload = {"round_id": round_.id, "kind": kind}
    key = f"{round_.id}:{kind}:{actor.user_id}"
    job = enqueue(actor, round_.government_id, PACK, payload, dedupe_key=key)
    return redirect(url_for("jobs.page", job_id=job.id))


@bp.get("/putaran/<round_id>/lembar/zip/<file_id>")
@requires(Permission.ASSESSMENT_VERIFY)
def packed_workbooks(round_id: str, file_id: str) -> Response:
    """The ZIP, for whoever asked for it."""
    actor = current_actor()
    round_ = fetch(actor, Permission.ASSESSMENT_VERIFY, Round, round_id)
    stored = db.session.get(StoredFile, file_id)
    ours = stored is not None and stored.government_id == round_.government_id
    if stored is None or not ours or stored.purpose != Purpose.PACKED.value:
        abort(404)
    if stored.created_by != actor.user_id:
        abort(404)
    return send(stored)


@bp.get("/putaran/<round_id>/lembar/berkas/<batch>")
@requires(Permission.ASSESSMENT_VERIFY)
def brought_batch(round_id: str, batch: str) -> str:
    """What every file would change, and whom nobody knows."""
    actor = current_actor()
    round_ = fetch(actor, Permission.ASSESSMENT_VERIFY, Round, round_id)
    found = batch_of(actor, round_, batch)
    return render_template(
        "assessment/brought_batch.html",
        round=round_,
        batch=batch,
        found=found,
        to_hand=[each for each in found if not each.fault and each.cells and each.handed_at is None],
        form=CreatingForm(formdata=None),
    )


@bp.get("/putaran/<round_id>/lembar/berkas/<batch>/<workbook_id>")
@requires(Permission.ASSESSMENT_VERIFY)
def brought_workbook(round_id: str, batch: str, workbook_id: str) -> str:
    """One file, cell by cell; only its OPD takes it over."""
    actor = current_actor()
    round_ = fetch(actor, Permission.ASSESSMENT_VERIFY, Round, round_id)
    brought = fetch(actor, Permission.ASSESSMENT_VERIFY, BroughtWorkbook, workbook_id)
    if brought.round_id != round_.id or brought.batch != batch or brought.brought_by != actor.user_id:
        abort(404)
    assessment = db.session.get(Assessment, brought.assessment_id or "")
    if assessment is None:
        abort(404)
    opened = open_book(actor, assessment, utc_now())
    return render_template(
        "assessment/brought_workbook.html",
        round=round_,
        batch=batch,
        brought=brought,
        assessment=assessment,
        difference=opened.difference(read_any(content_of(brought))),
        lines=opened.lines,
        names={},
        part_label=part_label,
        problem_text=problem_text,
        shown_part=shown_part,
    )


@bp.post("/putaran/<round_id>/lembar/berkas/<batch>/serahkan")
@requires(Permission.ASSESSMENT_VERIFY)
@idempotent
def hand_workbooks(round_id: str, batch: str) -> ResponseReturnValue:
    """Give every workbook to its OPD, which decides."""
    actor = current_actor()
    round_ = fetch(actor, Permission.ASSESSMENT_VERIFY, Round, round_id)
    given = hand_over(actor, round_, batch_of(actor, round_, batch), utc_now())
    text = ngettext("%(num)s lembar diserahkan ke OPD.", "%(num)s lembar diserahkan ke OPD.", given)
    flash(text, "success" if given else "info")
    return redirect(url_for("assessment.brought_batch", round_id=round_id, batch=batch))
