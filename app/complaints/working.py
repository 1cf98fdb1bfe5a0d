"""Jobs of this package: checking and importing files that are too long for a request; figures counted ahead."""

from functools import cache
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.access import Permission
from app.complaints.actions.records import carry_out, find_out, keep_findings
from app.complaints.actions.tallies import mark_outdated, refresh
from app.complaints.models import ComplaintImport, ImportState
from app.db import db
from app.jobs import JobError, JobHandle, job, path_for
from app.web.filters import number

REFRESH_SECONDS = 40.0


@job(
    "complaints.check",
    label=_l("Memeriksa berkas pengaduan"),
    permission=Permission.COMPLAINT_IMPORT,
)
def check_file(handle: JobHandle, import_id: str) -> dict[str, Any]:
    """Find out what an import would do, without keeping others from writing meanwhile."""
    made = _mine(handle, import_id, ImportState.CHECKING)
    with handle.reading():
        found = find_out(handle.actor, made, lambda done: handle.progress(done, 0, _rows(done)))
    keep_findings(_mine(handle, import_id, ImportState.CHECKING), found)
    return {"url": path_for("complaints.show_import", import_id=import_id)}


@job("complaints.import", label=_l("Mengimpor pengaduan"), permission=Permission.COMPLAINT_IMPORT)
def import_file(handle: JobHandle, import_id: str) -> dict[str, Any]:
    """Import a checked file."""
    made = _mine(handle, import_id, ImportState.IMPORTING)
    total = made.new_count + made.changed_count + made.unchanged_count + made.rejected_count
    carry_out(handle.actor, made, lambda done: handle.progress(min(done, total), total, _rows(done)))
    return {"url": path_for("complaints.show_import", import_id=import_id)}


def refresh_figures() -> None:
    """Count anew what was changed, for less than the minute after which it is asked for again."""
    _after_an_upgrade()
    refresh(seconds=REFRESH_SECONDS)


@cache
def _after_an_upgrade() -> None:
    """Once for each process: a program that counts something more counts all of it anew."""
    mark_outdated()


def _rows(done: int) -> str:
    return str(_("%(n)s baris", n=number(done)))


def _mine(handle: JobHandle, import_id: str, expected: ImportState) -> ComplaintImport:
    """The import, if the person may still import there and it still waits for this job."""
    made = db.session.get(ComplaintImport, import_id)
    if made is None or not handle.actor.may(Permission.COMPLAINT_IMPORT, made.government_id):
        raise JobError(_("Impor ini tidak ditemukan."))
    if made.state is not expected:
        raise JobError(_("Impor ini sudah dilanjutkan atau dibatalkan."))
    return made
