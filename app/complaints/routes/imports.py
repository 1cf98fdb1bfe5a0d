"""`/pengaduan/impor`: past imports and the upload of a new file."""

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from app.access import Permission, check, current_actor, requires
from app.complaints.actions.records import upload
from app.complaints.forms import UploadForm
from app.complaints.import_formats.fields import REQUIRED, FileRefused
from app.complaints.labels import IMPORT_LABELS, trouble_text
from app.complaints.models import ComplaintImport
from app.complaints.queries.imports import imports_of
from app.complaints.routes.blueprint import bp
from app.files import RefusedFile
from app.organisations.context import current_government
from app.organisations.models import Government
from app.web.idempotency import idempotent
from app.web.pagination import paginate


@bp.get("/impor")
@requires(Permission.COMPLAINT_IMPORT)
def imports() -> ResponseReturnValue:
    """Past imports, with the form for the next."""
    return _page(_government(), UploadForm())


@bp.post("/impor")
@requires(Permission.COMPLAINT_IMPORT)
@idempotent
def upload_file() -> ResponseReturnValue:
    """Keep a file and go on to its columns; a file that cannot be read comes back with the reason beside the field."""
    government = _government()
    form = UploadForm()
    if not form.validate_on_submit():
        return _page(government, form), 422
    try:
        made = _upload(government, form)
    except RefusedFile as refusal:
        form.file.errors = [refusal.message]
    except FileRefused as refusal:
        form.file.errors = [trouble_text(refusal.trouble, refusal.params)]
    else:
        if all(field.value in made.mapping for field in REQUIRED):
            flash(_("Berkas diterima. Periksa kolomnya sebelum melanjutkan."), "success")
        return redirect(url_for("complaints.show_import", import_id=made.id))
    return _page(government, form), 422


def _upload(government: Government, form: UploadForm) -> ComplaintImport:
    given: FileStorage = form.file.data
    source = (form.source.data or "").strip()
    return upload(current_actor(), government, given.stream, given.filename or "", source)


def _government() -> Government:
    actor = current_actor()
    government = current_government(actor)
    check(actor, Permission.COMPLAINT_IMPORT, government.id)
    return government


def _page(government: Government, form: UploadForm) -> str:
    statement = imports_of(current_actor(), government.id)
    return render_template(
        "complaints/imports.html",
        government=government,
        form=form,
        page=paginate(statement),
        import_labels=IMPORT_LABELS,
        most_megabytes=int(current_app.config["MAX_IMPORT_BYTES"]) // (1024 * 1024),
    )
