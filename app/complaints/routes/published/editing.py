"""Writing a published total down, correcting it, removing it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.access import Permission, check, current_actor, fetch, requires
from app.complaints.actions.published import Line, add_published, change_published, remove_published
from app.complaints.forms import ConfirmForm
from app.complaints.forms.published import EditPublishedForm, Faults, PartRows, PublishedForm
from app.complaints.labels.published import percent_text
from app.complaints.models import PublishedTotal
from app.complaints.published import check as findings_of
from app.complaints.queries.figures import source_names
from app.complaints.routes.blueprint import bp
from app.db import db
from app.organisations.context import current_government
from app.organisations.models import Government
from app.web.conflict import Difference, require_version
from app.web.filters import number, tanggal
from app.web.idempotency import idempotent


@bp.route("/angka-terbit/baru", methods=["GET", "POST"])
@requires(Permission.PUBLISHED_EDIT)
@idempotent
def new_published() -> ResponseReturnValue:
    """Write down what was printed; "tambah baris" gives room for more parts and keeps what was typed."""
    actor = current_actor()
    government = current_government(actor)
    check(actor, Permission.PUBLISHED_EDIT, government.id)
    form = PublishedForm()
    _offer(form, government)
    rows = _rows(None)
    if _is_sent(form, rows):
        made = add_published(actor, government, form.publication(rows.lines()))
        return _kept(made)
    return _page(form, rows, government, None)


@bp.route("/angka-terbit/<total_id>/ubah", methods=["GET", "POST"])
@requires(Permission.PUBLISHED_EDIT)
@idempotent
def edit_published(total_id: str) -> ResponseReturnValue:
    """Correct how it was written down."""
    actor = current_actor()
    total = fetch(actor, Permission.PUBLISHED_EDIT, PublishedTotal, total_id)
    government = db.session.get_one(Government, total.government_id)
    form = EditPublishedForm(obj=total)
    _offer(form, government, total.register_source)
    rows = _rows(total)
    if _is_sent(form, rows):
        lines = rows.lines()
        require_version(
            total,
            form.version.data,
            differences=_differences(form, lines, total),
            back_url=url_for("complaints.edit_published", total_id=total.id),
        )
        change_published(actor, total, form.publication(lines))
        return _kept(total)
    return _page(form, rows, government, total)


@bp.post("/angka-terbit/<total_id>/hapus")
@requires(Permission.PUBLISHED_EDIT)
def delete_published(total_id: str) -> ResponseReturnValue:
    """Forget it. A second click finds nothing, which is what was wanted."""
    actor = current_actor()
    total = fetch(actor, Permission.PUBLISHED_EDIT, PublishedTotal, total_id)
    government = db.session.get_one(Government, total.government_id)
    form = ConfirmForm()
    seen = form.version.data if form.validate_on_submit() else None
    require_version(total, seen, back_url=url_for("complaints.published_total", total_id=total.id))
    remove_published(actor, total)
    flash(_("Angka terbit dihapus."), "info")
    return redirect(url_for("complaints.published_list", pemerintah=government.code))


def _offer(form: PublishedForm, government: Government, present: str = "") -> None:
    """A source that has left the register meanwhile can still be kept."""
    today = government.today()
    form.offer(today, sorted({*source_names(government.id), *([present] if present else [])}))


def _wants_more_rows() -> bool:
    return request.method == "POST" and "more" in request.form


def _rows(total: PublishedTotal | None) -> PartRows:
    return PartRows.sent(_wants_more_rows()) if request.method == "POST" else PartRows.of(total)


def _is_sent(form: PublishedForm, rows: PartRows) -> bool:
    """Whether everything is there and right; both are looked at, so that every mistake is shown at once."""
    if not form.is_submitted() or _wants_more_rows():
        return False
    sound = form.validate()
    return rows.validate() and sound


def _page(
    form: PublishedForm, rows: PartRows, government: Government, total: PublishedTotal | None
) -> ResponseReturnValue:
    faults = Faults(form, rows)
    page = render_template(
        "complaints/published/form.html",
        form=form,
        rows=rows.rows,
        faults=faults,
        government=government,
        total=total,
    )
    return page, 422 if faults.errors else 200


def _kept(total: PublishedTotal) -> ResponseReturnValue:
    wrong = len(findings_of(total.as_total()))
    if wrong:
        flash(
            ngettext(
                "Angka terbit disimpan. %(num)s hal tidak cocok.",
                "Angka terbit disimpan. %(num)s hal tidak cocok.",
                wrong,
            ),
            "info",
        )
    else:
        flash(_("Angka terbit disimpan. Tidak ada yang bertentangan di dalamnya."), "success")
    return redirect(url_for("complaints.published_total", total_id=total.id))


def _differences(form: PublishedForm, lines: list[Line], total: PublishedTotal) -> list[Difference]:
    told = form.publication(lines)
    words = [
        (form.title, told.title, total.title),
        (form.publisher, told.publisher, total.publisher),
        (form.source, told.source, total.source),
        (form.published_on, tanggal(told.published_on), tanggal(total.published_on)),
        (form.first_day, tanggal(told.first_day), tanggal(total.first_day)),
        (form.last_day, tanggal(told.last_day), tanggal(total.last_day)),
        (form.cut_off, tanggal(told.cut_off), tanggal(total.cut_off)),
        (form.register_source, told.register_source, total.register_source),
        (form.count, number(told.count), number(total.count)),
        (form.complete, _yes(told.complete), _yes(total.complete)),
        (form.note, told.note, total.note),
    ]
    stored = [Line(part.label, part.count, part.percent, part.says, part.is_detail) for part in total.parts]
    return [
        *(Difference(str(field.label.text), mine, theirs) for field, mine, theirs in words),
        Difference(_("Bagian"), _lines_text(lines), _lines_text(stored)),
    ]


def _yes(value: bool) -> str:
    return str(_("ya") if value else _("tidak"))


def _lines_text(lines: list[Line]) -> str:
    return "; ".join(
        f"{'– ' if line.is_detail else ''}{line.label}: {number(line.count)}, {percent_text(line.percent)}"
        for line in lines
    )
