"""`/pemerintah/<code>/pengaturan-dokumen`: letterhead, signatories, paper and colour, with a preview."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from app.access import Permission, current_actor, requires
from app.organisations.accounts.throttle import limiter
from app.organisations.governments.queries import find_by_code
from app.organisations.models import DocumentSettings, Government
from app.organisations.rules.colours import PALETTE
from app.organisations.rules.numbering import faults, filled
from app.organisations.stationery.actions import change_document_settings
from app.organisations.stationery.queries import settings_of
from app.reports.numbering.queries import last_running, today_of
from app.reports.settings.forms import (
    StationeryForm,
    field_name,
    form_for,
    number_field,
    numbered_documents,
    saved_values,
    signed_documents,
)
from app.reports.settings.preview import Preview, PreviewError, make_preview
from app.web.conflict import Conflict, Difference, require_version

bp = Blueprint("document_settings", __name__, url_prefix="/pemerintah/<code>/pengaturan-dokumen")


def _who() -> str:
    """Previews are counted by person: an office sits behind one address."""
    return f"preview {current_actor().user_id}"


@bp.route("", methods=["GET", "POST"])
@requires(Permission.GOVERNMENT_DOCUMENTS)
def page(code: str) -> ResponseReturnValue:
    """The settings; saving them."""
    government = find_by_code(current_actor(), Permission.GOVERNMENT_DOCUMENTS, code)
    settings = settings_of(government.id)
    form = form_for(government, settings)
    if not form.validate_on_submit():
        return _page(government, form), 422 if form.errors else 200
    back = url_for("document_settings.page", code=code)
    differences = _differences(form, settings)
    if settings is None:
        _require_first(form, differences, back)
    else:
        require_version(settings, form.version.data, differences=differences, back_url=back)
    if change_document_settings(current_actor(), government, settings, form.values) is None:
        raise Conflict(differences, back)
    flash(_("Pengaturan dokumen disimpan. Dokumen yang dibuat mulai sekarang memakainya."), "success")
    return redirect(back)


@bp.post("/pratinjau")
@requires(Permission.GOVERNMENT_DOCUMENTS)
@limiter.limit("30 per minute", key_func=_who)
def preview(code: str) -> ResponseReturnValue:
    """The page as it was typed, with pictures of a letter and the cover; nothing is saved."""
    government = find_by_code(current_actor(), Permission.GOVERNMENT_DOCUMENTS, code)
    form = form_for(government, settings_of(government.id))
    if not form.validate():
        # Asked in passing, while somebody is still typing, a fault is no error of the request.
        return _page(government, form, trouble=_("Perbaiki isian yang ditandai untuk melihat pratinjau.")), (
            200 if request.headers.get("HX-Request") else 422
        )
    try:
        return _page(government, form, made=make_preview(government, form.values, str(get_locale())))
    except PreviewError as error:
        return _page(government, form, trouble=str(error))


@bp.post("/pratinjau.pdf")
@requires(Permission.GOVERNMENT_DOCUMENTS)
@limiter.limit("30 per minute", key_func=_who)
def preview_pdf(code: str) -> ResponseReturnValue:
    """The same preview as a file."""
    government = find_by_code(current_actor(), Permission.GOVERNMENT_DOCUMENTS, code)
    form = form_for(government, settings_of(government.id))
    if not form.validate():
        return _page(
            government, form, trouble=_("Perbaiki isian yang ditandai untuk melihat pratinjau.")
        ), 422
    try:
        made = make_preview(government, form.values, str(get_locale()), pictures=False)
    except PreviewError as error:
        return _page(government, form, trouble=str(error)), 503
    answer = Response(made.pdf, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = "attachment; filename=pratinjau.pdf"
    return answer


def _page(
    government: Government, form: StationeryForm, made: Preview | None = None, trouble: str = ""
) -> str:
    signed = signed_documents(government)
    return render_template(
        "reports/settings/page.html",
        government=government,
        form=form,
        kinds=[(document.name, document.title) for document in signed if document.name in form.kinds],
        field_name=field_name,
        number_field=number_field,
        numbered=numbered_documents(government),
        coming=_coming(government, form),
        palette=PALETTE,
        made=made,
        trouble=trouble,
    )


def _coming(government: Government, form: StationeryForm) -> dict[str, str]:
    """What each pattern gives next, as it stands in the form; nothing for one with faults."""
    day = today_of(government)
    found = {}
    for kind in form.numbered:
        pattern, code = ((form[number_field(kind, part)].data or "").strip() for part in ("pattern", "code"))
        if pattern and not faults(pattern, code):
            found[kind] = filled(pattern, last_running(government.id, kind, day.year) + 1, day, code)
    return found


def _require_first(form: StationeryForm, differences: list[Difference], back: str) -> None:
    """Nobody set anything yet, and the form must know so."""
    if form.version.data:
        raise Conflict(differences, back)


def _differences(form: StationeryForm, settings: DocumentSettings | None) -> list[Difference]:
    saved = saved_values(settings, form.kinds, form.numbered)
    return [
        Difference(str(field.label.text), str(field.data or ""), str(saved.get(field.short_name) or ""))
        for field in form
        if field.short_name not in ("version", "csrf_token")
    ]
