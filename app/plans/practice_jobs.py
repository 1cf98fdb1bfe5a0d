"""When practices are measured: daily for everybody, and at once for a plan that was just accepted."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.access import SYSTEM
from app.db import db, utc_now
from app.db.unit_of_work import commit
from app.jobs import Job, JobHandle, enqueue, job
from app.plans.actions.practices import measure
from app.plans.models import Plan, Practice
from app.plans.rules import PlanState

JOB = "plans.measure_practices"


def ask_for_daily_measuring() -> None:
    """Ask for all governments unless it was asked for today; workers call this every hour, on every host."""
    midnight = utc_now().replace(hour=0, minute=0, second=0, microsecond=0)
    asked = select(Job.id).where(Job.name == JOB, Job.government_id.is_(None), Job.created_at >= midnight)
    if db.session.scalar(asked.limit(1)) is None:
        enqueue(SYSTEM, None, JOB, {"government_id": None}, dedupe_key=f"{midnight:%Y-%m-%d}")


def ask_after_acceptance(plan: Plan, **_details: object) -> None:
    """A plan was accepted: others may learn from it from now on."""
    enqueue(
        SYSTEM, plan.government_id, JOB, {"government_id": plan.government_id}, dedupe_key=plan.government_id
    )


@job(JOB, label=_l("Mengukur praktik baik dari rencana yang diterima"))
def measure_practices(handle: JobHandle, government_id: str | None) -> dict[str, Any]:
    """Measure one government, or all of them, each in a transaction of its own."""
    wanted = [government_id] if government_id else _governments()
    lines = 0
    for done, each in enumerate(wanted):
        handle.progress(done, len(wanted), "")
        lines += measure(each)
        commit()
    return {"governments": len(wanted), "lines": lines}


def _governments() -> list[str]:
    """Those with an accepted plan, and those of which something was measured once."""
    accepted = select(Plan.government_id).where(Plan.state == PlanState.ACCEPTED)
    return sorted(set(db.session.scalars(accepted.union(select(Practice.government_id)))))
