"""`/pengaduan/impor/<id>/tarik`: what taking an import back would do, in numbers, and doing it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, current_actor, fetch, requires
from app.complaints.actions.undoing import undo
from app.complaints.forms import ConfirmForm
from app.complaints.labels import STAYS_LABELS
from app.complaints.models import ComplaintImport, ImportState
from app.complaints.queries.undoing import cut_off_without, is_undoable, prospect
from app.complaints.routes.blueprint import bp
from app.complaints.routes.wizard import as_job, expect
from app.db import db
from app.organisations.models import Government

# So many complaints are taken back within a request; more become a job with visible progress.
AT_ONCE = 2_000


@bp.get("/impor/<import_id>/tarik")
@requires(Permission.COMPLAINT_IMPORT)
def confirm_undo(import_id: str) -> ResponseReturnValue:
    """What would disappear, what would go back, and what has to stay with the reason."""
    made = fetch(current_actor(), Permission.COMPLAINT_IMPORT, ComplaintImport, import_id)
    if not is_undoable(made):
        return redirect(url_for("complaints.show_import", import_id=made.id))
    return render_template(
        "complaints/import_undo.html",
        made=made,
        form=ConfirmForm(version=made.version),
        found=prospect(made),
        cut_off=cut_off_without(made),
        stays_labels=STAYS_LABELS,
        government=db.session.get_one(Government, made.government_id),
    )


@bp.post("/impor/<import_id>/tarik")
@requires(Permission.COMPLAINT_IMPORT)
def undo_import(import_id: str) -> ResponseReturnValue:
    """Take the import back."""
    made = fetch(current_actor(), Permission.COMPLAINT_IMPORT, ComplaintImport, import_id)
    expect(made, ConfirmForm(), allowed=is_undoable(made))
    if made.new_count + made.changed_count > AT_ONCE:
        made.state = ImportState.UNDOING
        return as_job(made, "complaints.undo")
    undo(current_actor(), made)
    flash(_("Impor sudah ditarik kembali."), "success")
    return redirect(url_for("complaints.show_import", import_id=made.id))
