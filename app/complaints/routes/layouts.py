"""`/pengaduan/impor/susunan`: which columns were chosen for which layout of files, and forgetting that."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, check, current_actor, fetch, requires
from app.complaints.actions.layouts import forget_layout
from app.complaints.actions.records import propose_again
from app.complaints.forms import ConfirmForm
from app.complaints.labels import FIELD_LABELS, REPORTER_LABELS
from app.complaints.models import ComplaintImport, ImportMapping, ImportState
from app.complaints.queries.layouts import layouts_of
from app.complaints.routes.blueprint import bp
from app.organisations.context import current_government
from app.web.conflict import require_version
from app.web.pagination import paginate


@bp.get("/impor/susunan")
@requires(Permission.COMPLAINT_IMPORT)
def layouts() -> ResponseReturnValue:
    """The remembered layouts of this government."""
    actor = current_actor()
    government = current_government(actor)
    check(actor, Permission.COMPLAINT_IMPORT, government.id)
    return render_template(
        "complaints/layouts.html",
        government=government,
        page=paginate(layouts_of(actor, government.id)),
        labels={field.value: label for field, label in (*FIELD_LABELS.items(), *REPORTER_LABELS.items())},
    )


@bp.post("/impor/susunan/<layout_id>/lupakan")
@requires(Permission.COMPLAINT_IMPORT)
def forget_layout_(layout_id: str) -> ResponseReturnValue:
    """Forget a layout; an import that waits for its columns gets them proposed anew."""
    actor = current_actor()
    layout = fetch(actor, Permission.COMPLAINT_IMPORT, ImportMapping, layout_id)
    form = ConfirmForm()
    seen = form.version.data if form.validate_on_submit() else None
    require_version(layout, seen, back_url=url_for("complaints.layouts"))
    forget_layout(actor, layout)
    flash(_("Susunan kolom dilupakan."), "success")
    import_id = request.form.get("import_id", "")
    if not import_id:
        return redirect(url_for("complaints.layouts"))
    made = fetch(actor, Permission.COMPLAINT_IMPORT, ComplaintImport, import_id)
    if made.state is ImportState.UPLOADED and made.layout_id == layout_id:
        propose_again(made)
    return redirect(url_for("complaints.import_columns", import_id=made.id))
