"""`/laporan/nomor`: the book of numbers, and voiding one of them."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import Permission, current_actor, fetch, requires
from app.assessment.queries import user_names
from app.organisations.context import current_government
from app.reports.catalogue import DOCUMENTS
from app.reports.models import DocumentNumber
from app.reports.numbering.actions import void_number
from app.reports.numbering.forms import VoidForm
from app.reports.numbering.queries import book, jumped, skipped
from app.reports.routes import bp
from app.web.pagination import paginate


@bp.get("/nomor")
@requires(Permission.GOVERNMENT_DOCUMENTS)
def numbers() -> ResponseReturnValue:
    """Every number that was given, with those that were voided and why."""
    government = current_government(current_actor())
    page = paginate(book(government))
    return render_template(
        "reports/numbers.html",
        government=government,
        page=page,
        names=user_names([row.given_by for row in page.rows] + [row.voided_by for row in page.rows]),
        titles={name: document.title for name, document in DOCUMENTS.items()},
        skipped=skipped(government),
        jumped=jumped(government),
    )


@bp.route("/nomor/<number_id>/batal", methods=["GET", "POST"])
@requires(Permission.GOVERNMENT_DOCUMENTS)
def void(number_id: str) -> ResponseReturnValue:
    """Void a number: asked with the reason first."""
    actor = current_actor()
    given = fetch(actor, Permission.GOVERNMENT_DOCUMENTS, DocumentNumber, number_id)
    form = VoidForm()
    if form.validate_on_submit():
        void_number(actor, given, form.reason.data or "")
        flash(_("Nomor %(number)s dibatalkan. Nomor ini tidak dipakai lagi.", number=given.number), "success")
        return redirect(url_for("reports.numbers"))
    return render_template("reports/void_number.html", form=form, given=given), 422 if form.errors else 200
