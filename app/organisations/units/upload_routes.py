"""Uploading a list of OPD: kept, read in a fenced child, shown with every fault, and only then taken over."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.access import Permission, current_actor, fetch, requires
from app.db import db
from app.files import FileKind, Purpose, RefusedFile, StoredFile, discard, read, store
from app.files.kinds import MEDIA_TYPES
from app.files.table import UnreadableTable, read_rows
from app.organisations.labels import UNIT_KINDS
from app.organisations.models import Government
from app.organisations.rules import name_key
from app.organisations.rules.unit_table import Column, Fault, Problem, Reading, read_table
from app.organisations.units import actions
from app.organisations.units.forms import UploadForm
from app.organisations.units.queries import known_spellings
from app.organisations.units.routes import editable_government
from app.web.forms import CreatingForm
from app.web.idempotency import idempotent

bp = Blueprint("unit_upload", __name__, url_prefix="/opd/unggah")

COLUMN_LABELS: dict[Column, LazyString] = {
    Column.NAME: _l("Nama OPD"),
    Column.KIND: _l("Jenis"),
    Column.SHORT_NAME: _l("Singkatan"),
    Column.ALIASES: _l("Nama lain"),
}
FAULT_TEXTS: dict[Fault, LazyString] = {
    Fault.NO_HEADER: _l("Tidak ada baris judul kolom. Baris itu harus memuat kolom Nama OPD."),
    Fault.NO_ROWS: _l("Tidak ada baris OPD di bawah judul kolom."),
    Fault.TOO_MANY_ROWS: _l("Barisnya terlalu banyak: %(value)s. Paling banyak 1.000 OPD dalam satu berkas."),
    Fault.NAME_MISSING: _l("Nama OPD kosong."),
    Fault.NAME_TOO_LONG: _l("Nama OPD lebih dari 200 karakter."),
    Fault.NAME_TWICE: _l("Nama ini sudah ada di baris sebelumnya."),
    Fault.KIND_UNKNOWN: _l("Jenis tidak dikenal. Pilih dari daftar di templat, atau kosongkan."),
    Fault.SHORT_NAME_TOO_LONG: _l("Singkatan lebih dari 60 karakter."),
    Fault.ALIAS_TOO_LONG: _l("Nama lain lebih dari 300 karakter."),
    Fault.ALIAS_TAKEN: _l("Nama ini sudah dipakai oleh %(other)s."),
}


@bp.route("", methods=["GET", "POST"])
@requires(Permission.UNIT_EDIT)
@idempotent
def upload() -> ResponseReturnValue:
    """Take the file in."""
    government = editable_government()
    form = UploadForm()
    if form.validate_on_submit():
        given = form.file.data
        try:
            stored = store(current_actor(), government.id, given.stream, given.filename or "", Purpose.IMPORT)
        except RefusedFile as refused:
            form.file.errors = [refused.message]
        else:
            return redirect(url_for("unit_upload.preview", file_id=stored.id))
    return render_template("organisations/units/upload.html", form=form, government=government)


@bp.get("/<file_id>")
@requires(Permission.UNIT_EDIT)
def preview(file_id: str) -> ResponseReturnValue:
    """What would happen, and every fault by row and column. Nothing is changed."""
    stored = _stored(file_id)
    government = db.session.get_one(Government, stored.government_id)
    return render_template(
        "organisations/units/preview.html",
        stored=stored,
        government=government,
        reading=_reading(stored, government),
        form=CreatingForm(formdata=None),
        kinds=UNIT_KINDS,
        column_labels=COLUMN_LABELS,
        fault_text=fault_text,
    )


@bp.post("/<file_id>/simpan")
@requires(Permission.UNIT_EDIT)
@idempotent
def confirm(file_id: str) -> ResponseReturnValue:
    """Take the good rows over."""
    stored = _stored(file_id)
    government = db.session.get_one(Government, stored.government_id)
    reading = _reading(stored, government)
    if reading is None or not reading.rows:
        flash(_("Tidak ada baris yang dapat disimpan."), "warning")
        return redirect(url_for("unit_upload.preview", file_id=stored.id))
    added, spelled = actions.add_rows(current_actor(), government, reading.rows)
    discard(stored)
    flash(_("%(n)s OPD dan %(m)s nama lain ditambahkan.", n=added, m=spelled), "success")
    own = current_actor().government_id == government.id
    return redirect(url_for("units.list_units", pemerintah=None if own else government.code))


def fault_text(problem: Problem) -> str:
    """What people read about a fault."""
    return str(FAULT_TEXTS[problem.fault]) % {"value": problem.value, "other": problem.other}


def _stored(file_id: str) -> StoredFile:
    stored = fetch(current_actor(), Permission.UNIT_EDIT, StoredFile, file_id)
    # An address of this page must not open files that were given for something else.
    if stored.purpose != Purpose.IMPORT.value or stored.created_by != current_actor().user_id:
        abort(404)
    return stored


def _reading(stored: StoredFile, government: Government) -> Reading | None:
    """The table, or None if the file cannot be read as one."""
    kind = next(kind for kind, media in MEDIA_TYPES.items() if media == stored.media_type)
    try:
        rows = read_rows(read(stored), kind if kind is FileKind.XLSX else FileKind.CSV)
    except UnreadableTable:
        return None
    kinds = {name_key(str(label)): kind.value for kind, label in UNIT_KINDS.items()}
    kinds |= {kind.value.replace("_", " "): kind.value for kind in UNIT_KINDS}
    return read_table(rows, kinds, known_spellings(government))
