"""Evidence that comes in pieces: begin, ask how far it is, add a piece, finish.

The script is `app/static/own/uploads/`; without it the form sends its files whole, as ever.
"""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access import current_actor, requires
from app.assessment.actions import add_file
from app.assessment.documents.forms import UploadedForm
from app.assessment.models import Evidence
from app.assessment.queries import Line
from app.assessment.routes.blueprint import bp
from app.assessment.routes.loading import MAY_FILL, OpenedSheet, open_part
from app.assessment.rules import Step
from app.db import db
from app.files import Purpose, RefusedFile
from app.files.pieces import OutOfStep, PiecesGone, Upload, Whole, add_piece, begin_upload, finish_upload
from app.files.pieces.actions import PIECE
from app.web.idempotency import idempotent

CONFLICT, GONE, UNPROCESSABLE, TOO_LARGE = 409, 410, 422, 413


@bp.post("/isian/<assessment_id>/<code>/unggahan")
@requires(*MAY_FILL)
@idempotent
def begin_evidence(assessment_id: str, code: str) -> ResponseReturnValue:
    """Note that a file is coming; what could only be refused at the end is refused now."""
    opened, line = _writable(assessment_id, code)
    filename, size = request.form.get("filename", ""), request.form.get("size", 0, type=int)
    try:
        upload = begin_upload(
            opened.actor,
            opened.assessment.government_id,
            _target(opened, line),
            filename,
            size,
            Purpose.EVIDENCE,
        )
    except RefusedFile as refusal:
        return {"message": refusal.message}, UNPROCESSABLE
    return redirect(
        url_for("assessment.evidence_upload", assessment_id=assessment_id, code=code, upload_id=upload.id),
        303,
    )


@bp.get("/isian/<assessment_id>/<code>/unggahan/<upload_id>")
@requires(*MAY_FILL)
def evidence_upload(assessment_id: str, code: str, upload_id: str) -> ResponseReturnValue:
    """How far an upload is."""
    _opened, _line, upload = _begun(assessment_id, code, upload_id)
    return _state(upload)


@bp.put("/isian/<assessment_id>/<code>/unggahan/<upload_id>")
@requires(*MAY_FILL)
def add_evidence_piece(assessment_id: str, code: str, upload_id: str) -> ResponseReturnValue:
    """The bytes from `?mulai=` on. A piece that came before changes nothing and is told where to go on (409)."""
    _opened, _line, upload = _begun(assessment_id, code, upload_id)
    if (request.content_length or 0) > PIECE:
        abort(TOO_LARGE)
    try:
        add_piece(upload, request.args.get("mulai", -1, type=int), request.stream)
    except OutOfStep:
        return _state(upload), CONFLICT
    except RefusedFile as refusal:  # an empty piece, or more than was announced
        return {"message": refusal.message}, UNPROCESSABLE
    return _state(upload)


@bp.post("/isian/<assessment_id>/<code>/unggahan/<upload_id>/selesai")
@requires(*MAY_FILL)
def finish_evidence(assessment_id: str, code: str, upload_id: str) -> ResponseReturnValue:
    """The file is whole: check it like any other and make it evidence. Asking twice makes one."""
    opened, line, upload = _begun(assessment_id, code, upload_id)
    form = UploadedForm()
    if not form.validate():
        told = [
            f"{form[name].label.text}: {' '.join(errors)}" for name, errors in form.errors.items() if name
        ]
        return {"message": " ".join(told)}, UNPROCESSABLE
    before = line.answer.version if line.answer is not None else 0
    if upload.finished_as is None:
        try:
            finish_upload(upload, _store(opened, line, upload, form).id)
        except OutOfStep:
            return _state(upload), CONFLICT
        except PiecesGone:
            return {"message": ""}, GONE
        except RefusedFile as refusal:
            return {"message": refusal.message}, UNPROCESSABLE
    reopened = open_part(assessment_id)
    present = reopened.line(code)
    return {
        "list": render_template(
            "assessment/parts/evidence_list.html",
            line=present,
            assessment=reopened.assessment,
            editable=True,
        ),
        # Evidence may begin an answer: the text beside it goes on from there, unless somebody else was faster.
        "version_before": before,
        "version": present.stored.version,
    }


def _store(opened: OpenedSheet, line: Line, upload: Upload, form: UploadedForm) -> Evidence:
    return add_file(
        opened.actor,
        opened.assessment,
        line.spec,
        Whole(upload),  # type: ignore[arg-type]  # `store` only reads
        upload.filename,
        now=opened.now,
        **form.facts,
    )


def _writable(assessment_id: str, code: str) -> tuple[OpenedSheet, Line]:
    """The question, if this person may add evidence to it now."""
    opened = open_part(assessment_id)
    line = opened.line(code)
    _refuse_unless_open(opened, line)
    return opened, line


def _begun(assessment_id: str, code: str, upload_id: str) -> tuple[OpenedSheet, Line, Upload]:
    """A person's own upload to a question; a foreign one is not there, whatever the question is open for."""
    opened = open_part(assessment_id)
    line = opened.line(code)
    upload = db.session.get(Upload, upload_id)
    if (
        upload is None
        or upload.created_by != current_actor().user_id
        or upload.target != _target(opened, line)
    ):
        abort(404)
    _refuse_unless_open(opened, line)
    return opened, line, upload


def _refuse_unless_open(opened: OpenedSheet, line: Line) -> None:
    if not opened.standing.may(Step.SAVE) or not line.editable:
        abort(CONFLICT if opened.standing.duties else 403)


def _target(opened: OpenedSheet, line: Line) -> str:
    return f"assessment:{opened.assessment.id}:{line.spec.code}"


def _state(upload: Upload) -> dict[str, object]:
    return {
        "id": upload.id,
        "received": upload.received,
        "size": upload.size,
        "piece": PIECE,
        "finished": upload.finished_as is not None,
    }
