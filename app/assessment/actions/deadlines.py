"""Extending deadlines with a reason, reminding by plan, and the ministry's closing days by province."""

from collections.abc import Mapping
from datetime import date, datetime

from flask_babel import force_locale, format_date
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from app.access import Actor, Permission, check
from app.assessment.actions.ministry import ReasonMissing
from app.assessment.actions.steps import lock
from app.assessment.addresses import sheet_path
from app.assessment.deadlines.models import DeadlineExtension, DeadlineReminder, ProvinceClosing
from app.assessment.models import Assessment, Round
from app.assessment.queries.deadlines import closings_of, last_moves, sent_reminders, unfinished_before
from app.assessment.queries.people import opd_admin_ids
from app.assessment.queries.standing import duties_of, zone_of
from app.assessment.rules import (
    Duty,
    ForbiddenStep,
    Refusal,
    Step,
    days_left,
    deadline,
    end_of_day,
    read_days,
    reminder_due,
)
from app.audit import record
from app.db import day_in, db, utc_now
from app.notifications import notify
from app.organisations.models import Government
from app.web.conflict import require_version


class DeadlineMissing(ValueError):
    """The round is closed: returned answers need a new deadline, later than now."""


def extend(
    actor: Actor,
    assessment: Assessment,
    until: date,
    reason: str,
    *,
    seen_version: int | None,
    now: datetime | None = None,
) -> None:
    """Give one unit a later deadline, with the reason; its reminders go by the new one.

    Raises `ForbiddenStep` for whoever may not verify, `ReasonMissing`, `DeadlineMissing` for a day that is over,
    `Conflict`.
    """
    now = now or utc_now()
    assessment = lock(assessment)
    if Duty.VERIFY not in duties_of(actor, assessment):
        raise ForbiddenStep(Step.RETURN, Refusal.WRONG_DUTY)
    require_version(assessment, seen_version)
    if not reason.strip():
        raise ReasonMissing
    moment = end_of_day(until, zone_of(assessment.government_id))
    if moment <= now:
        raise DeadlineMissing
    before = deadline(assessment.round.closes_at, assessment.extended_until)
    assessment.extended_until = moment
    note_extension(actor, assessment.round, assessment, before, moment, reason)
    db.session.flush()
    record(
        actor,
        "assessment.extended",
        assessment,
        government_id=assessment.government_id,
        before={"until": before.isoformat()},
        after={"until": moment.isoformat(), "reason": reason.strip()},
    )


def note_extension(
    actor: Actor,
    round_: Round,
    assessment: Assessment | None,
    before: datetime,
    until: datetime,
    reason: str,
) -> None:
    """Keep who moved a deadline, from when to when, and why; without an assessment for the whole round."""
    db.session.add(
        DeadlineExtension(
            government_id=round_.government_id,
            round_id=round_.id,
            assessment_id=assessment.id if assessment is not None else None,
            before=before,
            until=until,
            reason=reason.strip(),
            extended_by=actor.user_id,
        )
    )


def remind_by_plan(now: datetime | None = None) -> int:
    """Remind every unit whose day it is, and that has not finished; returns how many were told.

    Workers on every host call it every hour: who was reminded today is passed over, and the database refuses a second
    row for the same day, so that of two workers one tells. A unit without an admin is looked at again next hour. When
    no worker ran on a day, its reminder goes out late.
    """
    now = now or utc_now()
    told = 0
    waiting = unfinished_before(now)
    sent, moved = sent_reminders(waiting), last_moves(waiting)
    for assessment in waiting:
        zone = zone_of(assessment.government_id)
        until = deadline(assessment.round.closes_at, assessment.extended_until)
        day = day_in(zone, until)
        since = day_in(zone, max([assessment.round.opens_at, *moved.get(assessment.id, ())]))
        stage = reminder_due(
            now,
            until,
            zone,
            read_days(assessment.round.reminder_days),
            sent=sent.get((assessment.id, day), ()),
            since=since,
        )
        if stage is not None and _remind(assessment, until, stage, zone, now):
            told += 1
    return told


def _remind(assessment: Assessment, until: datetime, stage: int, zone: str, now: datetime) -> bool:
    today = day_in(zone, now)
    unit = assessment.unit
    if unit is None:
        return False
    people = opd_admin_ids(assessment.government_id, [unit.id], today).get(unit.id, [])
    if not people or not _first_today(assessment, day_in(zone, until), stage, today):
        return False
    left = days_left(now, until, zone)  # fewer than the plan says, when the reminder is late
    with force_locale("id"):
        day = format_date(day_in(zone, until), "d MMMM y")
        notify(
            people,
            "assessment.reminder",
            _closing_text(left),
            _(
                "%(unit)s belum mengirim %(round)s. Tenggat %(deadline)s.",
                unit=unit.name,
                round=assessment.round.title,
                deadline=day,
            ),
            sheet_path(assessment.id),
            assessment.government_id,
        )
    assessment.reminded_at = now
    db.session.flush()
    return True


def _closing_text(left: int) -> str:
    if left == 0:
        return str(_("Asesmen ditutup hari ini"))
    return str(_("Asesmen ditutup besok") if left == 1 else _("Asesmen ditutup %(n)s hari lagi", n=left))


def _first_today(assessment: Assessment, deadline_on: date, stage: int, today: date) -> bool:
    try:
        with db.session.begin_nested():
            db.session.add(
                DeadlineReminder(
                    government_id=assessment.government_id,
                    assessment_id=assessment.id,
                    deadline_on=deadline_on,
                    days_before=stage,
                    sent_on=today,
                )
            )
    except IntegrityError:
        return False
    return True


def set_closings(actor: Actor, year: int, days: Mapping[str, date | None]) -> int:
    """Set the closing day of a year for provinces (id → day, None takes it away); returns how many changed."""
    check(actor, Permission.ROUND_SCHEDULE, None)
    present = closings_of(year)
    changed: dict[str, dict[str, str | None]] = {}
    for province_id, day in days.items():
        row = present.get(province_id)
        if (row.closes_on if row is not None else None) == day:
            continue
        changed[province_id] = {
            "before": row.closes_on.isoformat() if row is not None else None,
            "after": day.isoformat() if day is not None else None,
        }
        if row is None and day is not None:
            row = ProvinceClosing(year=year, province_id=province_id, closes_on=day)
            db.session.add(row)
        elif day is None:
            db.session.delete(row)
            continue
        if row is not None and day is not None:
            row.closes_on, row.set_by = day, actor.user_id
    db.session.flush()
    for province_id, change in changed.items():
        record(
            actor,
            "round.closing_scheduled",
            db.session.get_one(Government, province_id),
            government_id=None,
            before={"year": year, "closes_on": change["before"]},
            after={"year": year, "closes_on": change["after"]},
        )
    return len(changed)
