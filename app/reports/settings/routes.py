"""`/pemerintah/<code>/pengaturan-dokumen`: coat of arms, letterhead, signatories, paper, colour, with a preview."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from app.access import Permission, current_actor, requires
from app.files import RefusedFile
from app.organisations.accounts.throttle import limiter
from app.organisations.governments.actions import remove_logo, set_logo
from app.organisations.governments.forms import LogoForm
from app.organisations.governments.queries import find_by_code
from app.organisations.models import DocumentSettings, Government
from app.organisations.rules.colours import PALETTE
from app.organisations.stationery.actions import change_document_settings
from app.organisations.stationery.queries import settings_of
from app.reports.settings.foreword import foreword_of, plan_sample
from app.reports.settings.forms import (
    StationeryForm,
    field_name,
    form_for,
    numbered_documents,
    saved_values,
    signed_documents,
)
from app.reports.settings.numbers import coming_numbers, number_field
from app.reports.settings.preview import Preview, PreviewError, Wish, make_preview
from app.web.conflict import Conflict, Difference, require_version

bp = Blueprint("document_settings", __name__, url_prefix="/pemerintah/<code>/pengaturan-dokumen")
FOREWORD = (
    ("title", "title"),
    ("body", "body"),
)  # fields of the foreword's own form, sent along with this one


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


@bp.post("/lambang")
@requires(Permission.GOVERNMENT_DOCUMENTS)
def logo(code: str) -> ResponseReturnValue:
    """Take in the coat of arms."""
    government = find_by_code(current_actor(), Permission.GOVERNMENT_DOCUMENTS, code)
    form = LogoForm()
    if form.validate_on_submit():
        try:
            set_logo(current_actor(), government, form.file.data.stream, form.file.data.filename or "")
        except RefusedFile as refused:
            form.file.errors = [refused.message]
        else:
            flash(_("Lambang daerah disimpan."), "success")
            return redirect(url_for("document_settings.page", code=code))
    settings_form = form_for(government, settings_of(government.id), formdata=None)
    return _page(government, settings_form, logo_form=form), 422


@bp.post("/lambang/hapus")
@requires(Permission.GOVERNMENT_DOCUMENTS)
def take_logo_away(code: str) -> ResponseReturnValue:
    """Documents made from now on carry no coat of arms."""
    government = find_by_code(current_actor(), Permission.GOVERNMENT_DOCUMENTS, code)
    remove_logo(current_actor(), government)
    flash(_("Lambang daerah dihapus."), "success")
    return redirect(url_for("document_settings.page", code=code))


@bp.post("/pratinjau")
@requires(Permission.GOVERNMENT_DOCUMENTS)
@limiter.limit("30 per minute", key_func=_who)
def preview(code: str) -> ResponseReturnValue:
    """The page as it was typed, with a picture of the document and page that were chosen; nothing is saved."""
    government = find_by_code(current_actor(), Permission.GOVERNMENT_DOCUMENTS, code)
    form = form_for(government, settings_of(government.id))
    if not form.validate():
        # Asked in passing, while somebody is still typing, a fault is no error of the request.
        return _page(government, form, trouble=_("Perbaiki isian yang ditandai untuk melihat pratinjau.")), (
            200 if request.headers.get("HX-Request") else 422
        )
    try:
        made = make_preview(government, form.values, str(get_locale()), _wish(government, form))
    except PreviewError as error:
        return _page(government, form, trouble=str(error))
    return _page(government, form, made=made)


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
        made = make_preview(
            government, form.values, str(get_locale()), _wish(government, form), picture=False
        )
    except PreviewError as error:
        return _page(government, form, trouble=str(error)), 503
    answer = Response(made.pdf, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = "attachment; filename=pratinjau.pdf"
    return answer


def _page(
    government: Government,
    form: StationeryForm,
    made: Preview | None = None,
    trouble: str = "",
    logo_form: LogoForm | None = None,
) -> str:
    signed = signed_documents(government)
    return render_template(
        "reports/settings/page.html",
        government=government,
        form=form,
        logo_form=logo_form or LogoForm(formdata=None),
        foreword=foreword_of(current_actor(), government),
        kinds=[(document.name, document.title) for document in signed if document.name in form.kinds],
        field_name=field_name,
        number_field=number_field,
        numbered=numbered_documents(government),
        coming=coming_numbers(form, form.numbered, form.books),
        palette=PALETTE,
        may_read_templates=current_actor().may(Permission.TEMPLATE_READ, government.id),
        shown=_shown(government),
        made=made,
        trouble=trouble,
    )


def _shown(government: Government) -> str:
    """The kind of document that the preview shows; empty: the usual pages."""
    asked = request.form.get("dokumen", "")
    return asked if asked in {document.name for document in signed_documents(government)} else ""


def _wish(government: Government, form: StationeryForm) -> Wish:
    """What is to be shown: a button asks for a page, else the one that was there stays."""
    kind = _shown(government)
    page = request.form.get("halaman") or request.form.get("halaman_kini") or "1"
    typed = {name: request.form[sent] for name, sent in FOREWORD if sent in request.form}
    return Wish(
        kind,
        max(int(page), 1) if page.isdecimal() and len(page) < 4 else 1,
        coming_numbers(form, form.numbered, form.books).get(kind, ""),
        plan_sample(current_actor(), government, typed),
    )


def _require_first(form: StationeryForm, differences: list[Difference], back: str) -> None:
    """Nobody set anything yet, and the form must know so."""
    if form.version.data:
        raise Conflict(differences, back)


def _differences(form: StationeryForm, settings: DocumentSettings | None) -> list[Difference]:
    saved = saved_values(settings, form.kinds, form.numbered, form.books)
    return [
        Difference(str(field.label.text), str(field.data or ""), str(saved.get(field.short_name) or ""))
        for field in form
        if field.short_name not in ("version", "csrf_token")
    ]
