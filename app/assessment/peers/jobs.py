"""When peers are counted: once a day for everybody."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.access import SYSTEM
from app.assessment.peers.counting import Collected, keep, rounds_to_count
from app.db import db, utc_now
from app.db.clock import day_in
from app.db.unit_of_work import commit
from app.jobs import Job, JobHandle, enqueue, job
from app.organisations.models import Government

JOB = "assessment.count_peers"


def ask_for_daily_counting() -> None:
    """Ask unless it was asked for today; workers call this every hour, on every host."""
    midnight = utc_now().replace(hour=0, minute=0, second=0, microsecond=0)
    asked = select(Job.id).where(Job.name == JOB, Job.created_at >= midnight)
    if db.session.scalar(asked.limit(1)) is None:
        enqueue(SYSTEM, None, JOB, {}, dedupe_key=f"{midnight:%Y-%m-%d}")


@job(JOB, label=_l("Menghitung pembanding sejenis"))
def count_peers_daily(handle: JobHandle) -> dict[str, Any]:
    """All rounds that may still change."""
    found = count_peers(report=handle.progress)
    commit()
    return {"bands": found}


def count_peers(now: datetime | None = None, report: Any = None) -> int:
    """Count the bands of the years that may still change; returns how many there are.

    Each year is replaced as a whole: a band that lost its peers (verifications were opened again) is gone.
    """
    now = now or utc_now()
    day = day_in(now=now)
    rounds = rounds_to_count(now)
    years: dict[int, Collected] = {}
    for done, round_ in enumerate(rounds):
        if report is not None:
            report(done, len(rounds), "")
        government = db.session.get_one(Government, round_.government_id)
        years.setdefault(round_.year, Collected()).add(round_, government)
    return sum(keep(year, collected.bands(year, day)) for year, collected in years.items())
