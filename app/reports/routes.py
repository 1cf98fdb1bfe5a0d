"""`/laporan`: which documents there are, asking for one, and downloading it."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, current_actor, requires
from app.files import send
from app.files.labels import size_text
from app.organisations.context import current_government, find_government
from app.organisations.models import Government
from app.reports.actions import request_document
from app.reports.catalogue import DOCUMENTS, Document, Subject, find
from app.reports.forms import DocumentForm
from app.reports.labels import FORMAT_LABELS
from app.reports.numbering.asking import number_form, numbered_as_asked
from app.reports.queries import (
    document_with_file,
    governments_to_choose,
    grouped,
    made_documents,
    may_make,
    offer_of,
    offers,
    record_labels,
    unit_names,
)
from app.reports.signing.queries import signatures_of, signing_rows
from app.web.filters import use_zone
from app.web.idempotency import idempotent
from app.web.pagination import paginate

bp = Blueprint("reports", __name__, template_folder="templates", url_prefix="/laporan")


@bp.get("/")
@requires(Permission.REPORT_READ)
def index() -> ResponseReturnValue:
    """What can be made, what was made."""
    actor = current_actor()
    government = find_government(actor)
    if government is None:
        words = request.args.get("cari", "").strip()
        return render_template(
            "reports/choose_government.html", page=paginate(governments_to_choose(actor, words)), words=words
        )
    use_zone(government.time_zone.value)
    rows = made_documents(actor, government)
    signatures = signatures_of(rows)
    return render_template(
        "reports/index.html",
        government=government,
        groups=grouped(offers(actor, government)),
        rows=rows,
        signatures=signatures,
        signable=signing_rows(actor, rows),
        units=unit_names(rows),
        records=record_labels(actor, government, rows),
        documents=DOCUMENTS,
        formats=FORMAT_LABELS,
        me=actor.user_id,
        size_text=size_text,
        may_set=actor.may(Permission.GOVERNMENT_DOCUMENTS, government.id),
    )


@bp.route("/buat/<name>", methods=["GET", "POST"])
@requires(Permission.REPORT_CREATE)
@idempotent
def create(name: str) -> ResponseReturnValue:
    """Ask for a document; the answer is the page of the job that makes it."""
    actor = current_actor()
    government = current_government(actor)
    document = find(name) or abort(404)
    use_zone(government.time_zone.value)
    offer = offer_of(actor, document, government)
    if offer is None:
        return render_template("reports/nothing.html", document=document, government=government), 404
    form = number_form(actor, government, offer)
    if request.method == "GET":
        form.choose(request.args)
    if form.validate_on_submit():
        subject = document.subject(Subject(government.id, form.chosen_unit, form.chosen_record))
        if not may_make(actor, document, subject):
            abort(404)
        if not numbered_as_asked(actor, government, document, subject, form):
            return _create_page(form, document, government)
        made = request_document(actor, document, subject, form.chosen_kind, str(form.language.data))
        if made.created_by == actor.user_id:
            return redirect(url_for("jobs.page", job_id=made.job_id))
        flash(
            _("Dokumen ini sedang dibuat atas permintaan orang lain. Muat ulang halaman ini sebentar lagi."),
            "info",
        )
        return redirect(url_for("reports.index", pemerintah=government.code))
    return _create_page(form, document, government)


def _create_page(form: DocumentForm, document: Document, government: Government) -> ResponseReturnValue:
    page = render_template("reports/create.html", form=form, document=document, government=government)
    return page, 422 if form.errors else 200


@bp.get("/berkas/<document_id>")
@requires(Permission.REPORT_READ)
def download(document_id: str) -> ResponseReturnValue:
    """The file of a finished document, with its signature if it has one."""
    found = document_with_file(current_actor(), document_id)
    if found is None or found.file is None:
        abort(404)
    signature = signatures_of([found]).get(found.id)
    return send(signature.file if signature is not None else found.file)
