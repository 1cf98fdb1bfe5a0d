"""Jobs of the calendar: what a change would do, and judging complaints anew once it is carried out."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.access import SYSTEM, Actor, Permission
from app.complaints.actions.rejudging import finish, keep_weights, weigh
from app.complaints.effects import Reach
from app.complaints.models import CalendarChange, CalendarEffect, ChangeState
from app.complaints.queries.changes import effects_of, readable
from app.complaints.queries.effects import touched_by_government
from app.db import db
from app.db.unit_of_work import commit
from app.jobs import Job, JobError, JobHandle, enqueue, job, path_for
from app.web.filters import number


@job(
    "complaints.weigh_change",
    label=_l("Menghitung akibat perubahan kalender"),
    permission=Permission.CALENDAR_READ,
)
def weigh_change(handle: JobHandle, change_id: str) -> dict[str, Any]:
    """Count what a proposal would do, without keeping others from writing meanwhile."""
    change = _visible(handle, change_id)
    total = sum(touched_by_government(Reach.of(change.reach), change.government_id).values())
    with handle.reading():
        found = weigh(change, lambda done: handle.progress(done, total, _complaints(done)))
    change = _visible(handle, change_id)
    if change.state is ChangeState.PROPOSED and change.weighed_at is None:
        keep_weights(change, found)
    return {"url": path_for("complaints.show_change", change_id=change_id)}


@job(
    "complaints.rejudge", label=_l("Menghitung ulang tenggat pengaduan"), permission=Permission.CALENDAR_READ
)
def rejudge_change(handle: JobHandle, change_id: str) -> dict[str, Any]:
    """Judge anew what an applied change touches; what is done stays done when the worker dies."""
    change = _visible(handle, change_id)
    total = effects_of(change).touched

    def keep(done: int) -> None:
        commit()
        handle.progress(min(done, total), total, _complaints(done))

    finish(handle.actor, change, keep)
    return {"url": path_for("complaints.show_change", change_id=change_id)}


def ask_to_weigh(actor: Actor, change: CalendarChange) -> Job:
    """Weigh a proposal in the background."""
    made = enqueue(
        actor, change.government_id, "complaints.weigh_change", {"change_id": change.id}, dedupe_key=change.id
    )
    change.job_id = made.id
    return made


def ask_to_rejudge(actor: Actor, change: CalendarChange) -> Job:
    """Judge anew in the background what an applied change touches; once, however often it is asked for."""
    made = enqueue(
        actor, change.government_id, "complaints.rejudge", {"change_id": change.id}, dedupe_key=change.id
    )
    change.job_id = made.id
    return made


def take_up_unfinished() -> int:
    """Ask anew, as the system, for what was left unfinished; by the clock. Answers how many changes that are."""
    unfinished = select(CalendarEffect.change_id).where(CalendarEffect.finished_at.is_(None))
    changes = db.session.scalars(
        select(CalendarChange).where(
            CalendarChange.state == ChangeState.APPLIED, CalendarChange.id.in_(unfinished)
        )
    ).all()
    for change in changes:
        enqueue(
            SYSTEM,
            change.government_id,
            "complaints.rejudge",
            {"change_id": change.id},
            dedupe_key=change.id,
        )
    return len(changes)


def _complaints(done: int) -> str:
    return str(_("%(n)s pengaduan", n=number(done)))


def _visible(handle: JobHandle, change_id: str) -> CalendarChange:
    """The change, if the person may still see it."""
    statement = select(CalendarChange).where(CalendarChange.id == change_id)
    if handle.actor != SYSTEM:
        statement = statement.where(readable(handle.actor))
    found = db.session.scalars(statement).one_or_none()
    if found is None:
        raise JobError(_("Perubahan ini tidak ditemukan."))
    return found
