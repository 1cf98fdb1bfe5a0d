"""`/pengaduan/impor/<id>`: one import, from its columns to its result."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import func, select

from app.access import Permission, current_actor, fetch, requires
from app.complaints.actions.records import allowed_reporters, cancel, carry_out, check, choose_columns
from app.complaints.exporting import Sheet, attachment
from app.complaints.forms import ColumnsForm, ConfirmForm
from app.complaints.import_formats.fields import REQUIRED, Field, FileRefused
from app.complaints.import_formats.mapping import reporter_columns, speaks_of_reporter, stored_columns
from app.complaints.import_formats.reporter_columns import is_never_kept
from app.complaints.labels import FIELD_LABELS, REPORTER_LABELS, trouble_text
from app.complaints.labels.skipped import skipped_text
from app.complaints.models import ComplaintImport, ImportMapping, ImportState
from app.complaints.preview import preview_of
from app.complaints.queries.imports import problems_of, rejected_of
from app.complaints.queries.register import units_to_choose
from app.complaints.queries.reporters import may_keep_reporters
from app.complaints.queries.undoing import is_at_work, is_undoable
from app.complaints.reporters import ReporterField
from app.complaints.routes.blueprint import bp
from app.complaints.routes.spellings import unknown_spellings_of
from app.complaints.undoing import KEPT
from app.db import db
from app.files import StoredFile
from app.jobs import Job, enqueue
from app.organisations.models import Government
from app.web.conflict import require_version
from app.web.forms import VersionedForm
from app.web.pagination import paginate

# What is read in a second or two is read at once; anything larger becomes a job with visible progress.
READ_AT_ONCE = 600_000  # bytes
AT_WORK = (ImportState.CHECKING, ImportState.IMPORTING, ImportState.UNDOING)
UNFINISHED = (ImportState.UPLOADED, ImportState.CHECKED, ImportState.CHECKING)


@bp.get("/impor/<import_id>")
@requires(Permission.COMPLAINT_IMPORT)
def show_import(import_id: str) -> ResponseReturnValue:
    """The import as it stands: columns to confirm, findings of the dry run, or the result."""
    made = _mine(import_id)
    if made.state is ImportState.UPLOADED:
        return _columns_page(made, ColumnsForm(version=made.version, cut_off=_day(made)))
    if made.state in AT_WORK and is_at_work(made):
        return redirect(url_for("jobs.page", job_id=made.job_id))
    if made.state is ImportState.CHECKING:  # it stopped; nothing was changed
        return redirect(url_for("complaints.import_columns", import_id=made.id))
    return _findings_page(made)


@bp.get("/impor/<import_id>/kolom")
@requires(Permission.COMPLAINT_IMPORT)
def import_columns(import_id: str) -> ResponseReturnValue:
    """Back to the columns, as long as nothing was imported."""
    made = _mine(import_id)
    if made.state not in UNFINISHED:
        return redirect(url_for("complaints.show_import", import_id=made.id))
    return _columns_page(made, ColumnsForm(version=made.version, cut_off=_day(made)))


@bp.post("/impor/<import_id>/kolom")
@requires(Permission.COMPLAINT_IMPORT)
def save_columns(import_id: str) -> ResponseReturnValue:
    """Keep the columns and do the dry run."""
    made = _mine(import_id)
    form = ColumnsForm()
    if not form.validate_on_submit():
        return _columns_page(made, form), 422
    expect(made, form, allowed=made.state in UNFINISHED and not is_at_work(made))
    columns = _chosen_columns()
    reporters = allowed_reporters(made, _chosen_reporters())
    missing = [str(FIELD_LABELS[field]) for field in REQUIRED if field not in columns]
    chosen = [*columns.values(), *reporters.values()]
    if missing or len(set(chosen)) < len(chosen):
        made.mapping = stored_columns(columns, reporters)
        message = (
            _("Pilih kolom untuk: %(fields)s.", fields=", ".join(missing))
            if missing
            else _("Satu kolom hanya dapat dipakai untuk satu isian.")
        )
        form.form_errors.append(message)
        return _columns_page(made, form), 422
    actor = current_actor()
    choose_columns(actor, made, columns, _end_of(form.cut_off.data, made), reporters)
    if _size(made) > READ_AT_ONCE:
        return as_job(made, "complaints.check")
    check(actor, made)
    return redirect(url_for("complaints.show_import", import_id=made.id))


@bp.post("/impor/<import_id>/konfirmasi")
@requires(Permission.COMPLAINT_IMPORT)
def confirm_import(import_id: str) -> ResponseReturnValue:
    """Import what the dry run showed, or go on with an import that was interrupted."""
    made = _mine(import_id)
    stopped = made.state is ImportState.IMPORTING and not is_at_work(made)
    expect(made, ConfirmForm(), allowed=made.state is ImportState.CHECKED or stopped)
    made.state = ImportState.IMPORTING
    if _size(made) > READ_AT_ONCE:
        return as_job(made, "complaints.import")
    carry_out(current_actor(), made)
    flash(_("Impor selesai."), "success")
    return redirect(url_for("complaints.show_import", import_id=made.id))


@bp.post("/impor/<import_id>/batal")
@requires(Permission.COMPLAINT_IMPORT)
def cancel_import(import_id: str) -> ResponseReturnValue:
    """Give the import up; nothing was imported."""
    made = _mine(import_id)
    expect(made, ConfirmForm(), allowed=made.state in UNFINISHED)
    cancel(current_actor(), made)
    flash(_("Impor dibatalkan. Berkas sudah dihapus."), "info")
    return redirect(url_for("complaints.imports"))


@bp.get("/impor/<import_id>/kesalahan.<any(csv, xlsx):kind>")
@requires(Permission.COMPLAINT_IMPORT)
def export_problems(import_id: str, kind: str) -> ResponseReturnValue:
    """Everything that was wrong with the file, to be mended at its source."""
    made = _mine(import_id)
    rows = [
        [problem.row, problem.column, problem.value, trouble_text(problem.trouble, problem.params)]
        for problem in db.session.scalars(problems_of(made))
    ]
    headings = [_("Baris"), _("Kolom"), _("Isi"), _("Alasan")]
    return attachment([Sheet(_("Kesalahan"), [made.filename], headings, rows)], "kesalahan-impor", kind)


def _mine(import_id: str) -> ComplaintImport:
    return fetch(current_actor(), Permission.COMPLAINT_IMPORT, ComplaintImport, import_id)


def expect(made: ComplaintImport, form: VersionedForm, *, allowed: bool) -> None:
    """The import must be as the person saw it, and stand where this step is taken; else 409."""
    seen = form.version.data if form.validate_on_submit() else None
    back = url_for("complaints.show_import", import_id=made.id)
    require_version(made, seen if allowed else None, back_url=back)


def as_job(made: ComplaintImport, name: str) -> ResponseReturnValue:
    """Let a worker do it, and show how far it is."""
    job: Job = enqueue(current_actor(), made.government_id, name, {"import_id": made.id}, dedupe_key=made.id)
    made.job_id = job.id
    return redirect(url_for("jobs.page", job_id=job.id))


def _chosen_columns() -> dict[Field, int]:
    """The selects of the form: field → position; -1 is "not in this file"."""
    return {field: place for field in Field if (place := _chosen(field)) >= 0}


def _chosen_reporters() -> dict[ReporterField, int]:
    return {field: place for field in ReporterField if (place := _chosen(field)) >= 0}


def _chosen(field: Field | ReporterField) -> int:
    return request.form.get(f"kolom-{field.value}", -1, type=int)


def _columns_page(made: ComplaintImport, form: ColumnsForm) -> str:
    nothing = ("-1", _("– tidak ada –"))
    headings = [(str(position), heading) for position, heading in enumerate(made.headings) if heading]
    keeps_reporters = may_keep_reporters(made.government_id)
    read = set(reporter_columns(made.mapping).values()) if keeps_reporters else set()
    try:
        preview = preview_of(made)
    except FileRefused as refusal:
        preview = None
        form.form_errors.append(trouble_text(refusal.trouble, refusal.params))
    return render_template(
        "complaints/import_columns.html",
        made=made,
        form=form,
        fields=Field,
        required=REQUIRED,
        unrecognised=[field for field in REQUIRED if field.value not in made.mapping],
        field_labels=FIELD_LABELS,
        choices=[nothing, *(one for one in headings if not speaks_of_reporter(one[1]))],
        keeps_reporters=keeps_reporters,
        reporter_labels=REPORTER_LABELS,
        reporter_choices=[nothing, *(one for one in headings if not is_never_kept(one[1]))],
        hidden=[
            heading
            for position, heading in enumerate(made.headings)
            if speaks_of_reporter(heading) and position not in read
        ],
        may_decide=current_actor().may(Permission.COMPLAINT_REPORTER_DECIDE, made.government_id),
        government=db.session.get_one(Government, made.government_id),
        preview=preview,
        trouble_text=trouble_text,
        layout=db.session.get(ImportMapping, made.layout_id) if made.layout_id else None,
    )


def _findings_page(made: ComplaintImport) -> str:
    actor = current_actor()
    government = db.session.get_one(Government, made.government_id)
    return render_template(
        "complaints/import_findings.html",
        made=made,
        form=ConfirmForm(version=made.version),
        states=ImportState,
        problems=paginate(problems_of(made)),
        trouble_text=trouble_text,
        skipped=skipped_text(made.skipped),
        unknown=unknown_spellings_of(made.unknown_units, actor, government),
        units=units_to_choose(actor, government),
        government=government,
        rejected=db.session.scalar(select(func.count()).select_from(rejected_of(made).subquery())) or 0,
        undoable=is_undoable(made),
        undoable_until=(made.finished_at or made.created_at) + KEPT,
    )


def _size(made: ComplaintImport) -> int:
    stored = db.session.get(StoredFile, made.file_id) if made.file_id else None
    return stored.size if stored else 0


def _day(made: ComplaintImport) -> date | None:
    if made.cut_off is None:
        return None
    government = db.session.get_one(Government, made.government_id)
    return government.today(made.cut_off)


def _end_of(day: date | None, made: ComplaintImport) -> datetime | None:
    """The last moment of a day on the government's clock."""
    if day is None:
        return None
    government = db.session.get_one(Government, made.government_id)
    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(government.time_zone.value))
    return midnight - timedelta(seconds=1)
