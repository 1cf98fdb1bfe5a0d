"""The daily round: what is past its keeping is removed, government by government, in transactions of their own."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from app.access import SYSTEM
from app.complaints.actions.findings import forget_removed
from app.complaints.actions.reporters import forget_superseded
from app.complaints.actions.retention import remove_expired, remove_expired_reporters
from app.complaints.models import Complaint, TextAccess
from app.db import db, utc_now
from app.db.unit_of_work import commit
from app.jobs import Job, JobHandle, enqueue, job
from app.organisations.models import Government

ACCESS_LOG_DAYS = 730  # how long the access log is kept; `ACCESS_LOG_DAYS` in the settings
JOB = "complaints.retain"


def ask_for_daily_round() -> None:
    """Ask for the round unless it was asked for today; workers call this every hour, on every host."""
    midnight = utc_now().replace(hour=0, minute=0, second=0, microsecond=0)
    asked = select(Job.id).where(Job.name == JOB, Job.created_at >= midnight)
    if db.session.scalar(asked.limit(1)) is None:
        enqueue(SYSTEM, None, JOB, {}, dedupe_key=f"{midnight:%Y-%m-%d}")


@job(JOB, label=_l("Menghapus isi pengaduan yang melewati masa simpan"))
def daily_round(handle: JobHandle) -> dict[str, Any]:
    """Remove everything that is past its keeping. Running it again, or twice at once, removes nothing more."""
    del handle
    removed = remove_everywhere()
    return {"complaints": removed, "accesses": forget_old_accesses()}


def remove_everywhere() -> int:
    """Remove what is past its keeping in every register; answers of how many complaints. Twice a day does no harm."""
    ids = db.session.scalars(select(Complaint.government_id).distinct()).all()
    return sum(remove_in(db.session.get_one(Government, government_id)) for government_id in ids)


def remove_in(government: Government) -> int:
    """Remove what is past its keeping in one register, committing batch by batch."""
    removed = _until_done(lambda: remove_expired(SYSTEM, government))
    _until_done(lambda: remove_expired_reporters(SYSTEM, government))
    forget_removed(government.id)  # rows that were rejected since
    forget_superseded(government.id)
    commit()
    return removed


def forget_old_accesses() -> int:
    """Remove entries of the access log past its keeping; answers how many.

    Entries younger than half a year the database itself keeps.
    """
    table: Any = TextAccess.__table__
    oldest = utc_now() - timedelta(days=int(current_app.config["ACCESS_LOG_DAYS"]))
    gone = db.session.execute(delete(table).where(table.c.at < oldest).returning(table.c.id)).all()
    commit()
    return len(gone)


def _until_done(batch: Callable[[], int]) -> int:
    done = 0
    while removed := batch():
        done += removed
        commit()
    return done
