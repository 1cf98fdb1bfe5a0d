"""Jobs of this package: checking, importing and undoing what is too long for a request; figures counted ahead."""

from functools import cache
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.access import Permission
from app.complaints.actions.importing import Checkpoint
from app.complaints.actions.records import carry_out, find_out, keep_findings
from app.complaints.actions.tallies import mark_outdated, refresh
from app.complaints.actions.undoing import take_back, undo
from app.complaints.models import ComplaintImport, ImportState
from app.db import db
from app.jobs import JobCancelledError, JobError, JobHandle, job, path_for
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

    def progress(done: int) -> bool:
        handle.progress(done, 0, _rows(done))
        return False

    with handle.reading():
        found = find_out(handle.actor, made, progress)
    keep_findings(_mine(handle, import_id, ImportState.CHECKING), found)
    return {"url": path_for("complaints.show_import", import_id=import_id)}


@job("complaints.import", label=_l("Mengimpor pengaduan"), permission=Permission.COMPLAINT_IMPORT)
def import_file(handle: JobHandle, import_id: str) -> dict[str, Any]:
    """Import a checked file. Begun again after an interruption it goes on; stopped on request it leaves nothing."""
    made = _mine(handle, import_id, ImportState.IMPORTING)
    total = made.new_count + made.changed_count + made.unchanged_count + made.rejected_count
    try:
        carry_out(handle.actor, made, _pace(handle, total))
    except JobCancelledError:
        db.session.rollback()
        take_back(handle.actor, made, lambda _done: handle.give_way())
        made.removed_count = made.restored_count = 0
        db.session.commit()
        raise
    return {"url": path_for("complaints.show_import", import_id=import_id)}


def refresh_figures() -> None:
    """Count anew what was changed, for less than the minute after which it is asked for again."""
    _after_an_upgrade()
    refresh(seconds=REFRESH_SECONDS)


@cache
def _after_an_upgrade() -> None:
    """Once for each process: a program that counts something more counts all of it anew."""
    mark_outdated()


@job("complaints.undo", label=_l("Menarik kembali impor"), permission=Permission.COMPLAINT_IMPORT)
def undo_import(handle: JobHandle, import_id: str) -> dict[str, Any]:
    """Undo an import; begun again after an interruption it goes on."""
    made = _mine(handle, import_id, ImportState.UNDOING)
    undo(handle.actor, made, _pace(handle, made.new_count + made.changed_count))
    return {"url": path_for("complaints.show_import", import_id=import_id)}


def _pace(handle: JobHandle, total: int) -> Checkpoint:
    """Tell how far it is, and let others write meanwhile."""

    def pace(done: int) -> bool:
        handle.progress(min(done, total), total, _rows(done))
        return handle.give_way()

    return pace


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
