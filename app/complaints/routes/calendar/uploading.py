"""A whole year at once: from a file, or from what can be computed before the decree is out."""

import csv
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.access import Permission, current_actor, requires
from app.complaints.actions.changing import make_ready
from app.complaints.calendar import FreeDay
from app.complaints.calendar_forms import DaysFileForm, YearForm
from app.complaints.calendar_items import Item, added, changed, plain_day
from app.complaints.calendar_table import DaysRead, RowFault, read_days
from app.complaints.decree_days import national_free_days
from app.complaints.import_formats.csv_reader import encoding_of
from app.complaints.import_formats.fields import Cell, FileRefused
from app.complaints.import_formats.limits import UPLOAD
from app.complaints.import_formats.reader import open_rows
from app.complaints.labels import trouble_text
from app.complaints.models import ChangeSubject
from app.complaints.queries.changes import free_day, stored_day
from app.complaints.routes.blueprint import bp
from app.complaints.routes.calendar.proposing import propose_and_show
from app.web.idempotency import idempotent

ROW_FAULT_TEXTS: dict[RowFault, LazyString] = {
    RowFault.NO_HEADER: _l("Tidak ada baris judul dengan kolom Tanggal dan Nama."),
    RowFault.NO_ROWS: _l("Tidak ada tanggal di bawah baris judul."),
    RowFault.TOO_MANY: _l("Lebih dari 200 baris. Berkas ini hanya untuk hari libur."),
    RowFault.DAY_UNREADABLE: _l("Tanggal tidak dapat dibaca. Contoh: 02/05/2022."),
    RowFault.NAME_MISSING: _l("Nama hari libur kosong."),
    RowFault.KIND_UNKNOWN: _l("Jenis tidak dikenal. Pakai hari libur nasional, cuti bersama, atau pemilu."),
    RowFault.DECREE_MISSING: _l("Cuti bersama dan hari pemungutan suara perlu nomor keputusan."),
    RowFault.DAY_OUT_OF_RANGE: _l("Tahun di luar kalender."),
    RowFault.DAY_TWICE: _l("Tanggal ini sudah ada di baris sebelumnya."),
}


@bp.post("/kalender/siapkan")
@requires(Permission.CALENDAR_EDIT)
def prepare_calendar() -> ResponseReturnValue:
    """Bring the list of days into the table, so that it can be edited."""
    make_ready(current_actor())
    return redirect(url_for("complaints.calendar"))


@bp.route("/kalender/unggah", methods=["GET", "POST"])
@requires(Permission.CALENDAR_EDIT)
@idempotent
def upload_days() -> ResponseReturnValue:
    """Days from a CSV or XLSX file; those that are there already are compared."""
    form, faults = DaysFileForm(), []
    if form.validate_on_submit():
        try:
            read = _read(form.file.data)
        except FileRefused as refusal:
            form.file.errors = [trouble_text(refusal.trouble, refusal.params)]
        else:
            faults = [(number, str(ROW_FAULT_TEXTS[fault])) for number, fault in read.faults]
            if not faults:
                make_ready(current_actor())
                items = _items(read.days)
                if items:
                    return propose_and_show(None, ChangeSubject.DAYS, items, form.reason.data)
                form.file.errors = [_("Semua tanggal dalam berkas ini sudah sama dengan kalender.")]
    status = 422 if form.errors or faults else 200
    return render_template("complaints/calendar/upload.html", form=form, faults=faults), status


@bp.post("/kalender/perkiraan")
@requires(Permission.CALENDAR_EDIT)
@idempotent
def estimate_year() -> ResponseReturnValue:
    """Propose the days of a year as far as they can be computed; the decree comes later."""
    form = YearForm()
    if not form.validate_on_submit():
        return redirect(url_for("complaints.calendar"))
    year = form.year.data
    make_ready(current_actor())
    items = [item for item in _items(national_free_days(year, year)) if item.before is None]
    if not items:
        flash(_("Tidak ada tanggal yang dapat ditambahkan."), "info")
        return redirect(url_for("complaints.calendar", tahun=year))
    reason = _("Hari libur %(year)s yang dapat dihitung sebelum keputusan bersama terbit", year=str(year))
    return propose_and_show(None, ChangeSubject.DAYS, items, reason)


def _read(given: Any) -> DaysRead:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kalender"
        given.save(path)
        read = read_days(open_rows(path, UPLOAD))
        if any(fault is RowFault.NO_HEADER for _number, fault in read.faults):
            return _by_semicolon(path) or read
        return read


def _by_semicolon(path: Path) -> DaysRead | None:
    """The list once more: numbers of decrees are so full of commas that those look like the separator."""
    if zipfile.is_zipfile(path):
        return None
    with path.open(encoding=encoding_of(path), errors="replace", newline="") as lines:
        rows: list[tuple[int, Sequence[Cell]]] = [*enumerate(csv.reader(lines, delimiter=";"), start=1)]
    read = read_days(rows)
    return read if read.days else None


def _items(days: Iterable[FreeDay]) -> list[Item]:
    """What must be done so that these days stand in the calendar."""
    items = []
    for free in days:
        stored = stored_day(None, free.day)
        if stored is None:
            items.append(added(plain_day(free)))
        elif (before := free_day(stored)) != free:
            items.append(changed(stored.id, stored.version, plain_day(before), plain_day(free)))
    return items
