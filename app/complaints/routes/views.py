"""`/pengaduan/tampilan`: filters of the register under a name."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Actor, Permission, current_actor, requires
from app.complaints.actions.views import (
    MOST_VIEWS,
    NameTaken,
    TooManyViews,
    change_view,
    remove_view,
    save_view,
)
from app.complaints.forms.views import NewViewForm, ViewForm
from app.complaints.models import ComplaintView
from app.complaints.queries.views import changeable_view, may_change, views_of
from app.complaints.routes.blueprint import bp
from app.complaints.routes.reading import asked
from app.db import db
from app.organisations.context import current_government
from app.organisations.models import Government
from app.web.conflict import Difference, require_version
from app.web.idempotency import idempotent


@bp.route("/tampilan/simpan", methods=["GET", "POST"])
@requires(Permission.COMPLAINT_READ)
@idempotent
def save_filters() -> ResponseReturnValue:
    """Keep the filters that stand in the address under a name."""
    actor = current_actor()
    government = current_government(actor)
    query = asked()
    if not query:
        return redirect(_register(government, {}))
    form = NewViewForm()
    if form.validate_on_submit():
        shared = form.is_shared.data and _may_share(actor, government)
        try:
            save_view(actor, government, form.name.data or "", query, is_shared=bool(shared))
        except NameTaken:
            form.name.errors = [_("Anda sudah memakai nama ini.")]
        except TooManyViews:
            form.name.errors = [
                _("Paling banyak %(n)s tampilan. Hapus yang tidak dipakai lagi.", n=MOST_VIEWS)
            ]
        else:
            flash(_("Tampilan disimpan."), "success")
            return redirect(_register(government, query))
    return render_template(
        "complaints/save_view.html",
        government=government,
        form=form,
        query=query,
        may_share=_may_share(actor, government),
    ), 422 if form.errors else 200


@bp.get("/tampilan")
@requires(Permission.COMPLAINT_READ)
def views() -> ResponseReturnValue:
    """Rename and remove what one keeps."""
    actor = current_actor()
    return _page(actor, current_government(actor))


@bp.post("/tampilan/<view_id>")
@requires(Permission.COMPLAINT_READ)
def rename_view(view_id: str) -> ResponseReturnValue:
    """Another name, or another circle of readers."""
    actor = current_actor()
    view = changeable_view(actor, view_id)
    government = db.session.get_one(Government, view.government_id)
    form = ViewForm()
    if not form.validate_on_submit():
        return _page(actor, government, form, view), 422
    here = url_for("complaints.views", pemerintah=government.code)
    name = form.name.data or ""
    require_version(
        view,
        form.version.data,
        differences=[Difference(str(form.name.label.text), name, view.name)],
        back_url=here,
    )
    shared = bool(form.is_shared.data) if _may_share(actor, government) else view.is_shared
    try:
        change_view(actor, view, name, is_shared=shared)
    except NameTaken:
        db.session.refresh(view)
        form.name.errors = [_("Anda sudah memakai nama ini.")]
        return _page(actor, government, form, view), 422
    flash(_("Tampilan diubah."), "success")
    return redirect(here)


@bp.post("/tampilan/<view_id>/hapus")
@requires(Permission.COMPLAINT_READ)
def delete_view(view_id: str) -> ResponseReturnValue:
    """Forget a view. A second click finds nothing, which is what was wanted."""
    actor = current_actor()
    view = changeable_view(actor, view_id)
    government = db.session.get_one(Government, view.government_id)
    remove_view(actor, view)
    flash(_("Tampilan dihapus."), "info")
    return redirect(url_for("complaints.views", pemerintah=government.code))


def _register(government: Government, query: dict[str, Any]) -> str:
    return url_for("complaints.register", pemerintah=government.code, **query)


def _may_share(actor: Actor, government: Government) -> bool:
    return actor.may(Permission.COMPLAINT_EDIT, government.id)


def _page(
    actor: Actor, government: Government, sent: ViewForm | None = None, sent_for: ComplaintView | None = None
) -> str:
    """Every view that the person may change, each with its form; `sent` is the one that came back with an error."""
    found = [view for view in views_of(actor, government) if may_change(actor, view)]
    forms = []
    for view in found:
        form = ViewForm(formdata=None, obj=view, prefix="")
        forms.append((view, sent if sent is not None and view is sent_for else form))
    if sent_for is not None and sent_for not in found:
        abort(404)
    return render_template(
        "complaints/views.html",
        government=government,
        forms=forms,
        may_share=_may_share(actor, government),
    )
