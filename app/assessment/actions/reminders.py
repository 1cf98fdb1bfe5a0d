"""Reminding units that have not submitted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import select

from app.access import Actor, Permission, check
from app.assessment.addresses import sheet_path
from app.assessment.models import Assessment, Round
from app.assessment.queries.people import opd_admin_ids
from app.assessment.queries.standing import zone_of
from app.assessment.rules import deadline
from app.assessment.states import AssessmentState
from app.audit import record
from app.db import db, utc_now
from app.notifications import notify

# A second reminder within the hour is a slip of the hand, not a wish.
QUIET = timedelta(hours=1)


@dataclass(frozen=True)
class Reminded:
    """How many units were told, and which have nobody to tell."""

    told: int
    without_admin: tuple[str, ...]


def remind(
    actor: Actor, round_: Round, assessment_ids: Sequence[str], now: datetime | None = None
) -> Reminded:
    """Send a reminder to the OPD admins of the given assessments of a round that are not submitted yet.

    Units reminded within the last hour are passed over. Ends the request with 403/404 for whoever may not.
    """
    check(actor, Permission.ASSESSMENT_VERIFY, round_.government_id)
    now = now or utc_now()
    waiting = db.session.scalars(
        select(Assessment).where(
            Assessment.round_id == round_.id,
            Assessment.id.in_(list(assessment_ids)),
            Assessment.unit_id.is_not(None),
            Assessment.state.in_([AssessmentState.DRAFT, AssessmentState.RETURNED]),
        )
    ).all()
    due = [each for each in waiting if each.reminded_at is None or each.reminded_at + QUIET <= now]
    zone = ZoneInfo(zone_of(round_.government_id))
    admins = opd_admin_ids(
        round_.government_id, [each.unit_id for each in due if each.unit_id], now.astimezone(zone).date()
    )
    without = []
    for assessment in due:
        unit = assessment.unit
        if unit is None:
            continue
        recipients = admins.get(unit.id, [])
        if not recipients:
            without.append(unit.name)
            continue
        until = deadline(round_.closes_at, assessment.extended_until).astimezone(zone).date()
        notify(
            recipients,
            "assessment.reminder",
            _("Asesmen belum dikirim"),
            _(
                "%(unit)s belum mengirim %(round)s. Tenggat %(deadline)s.",
                unit=unit.name,
                round=round_.title,
                deadline=format_date(until, "d MMMM y"),
            ),
            sheet_path(assessment.id),
            round_.government_id,
        )
        assessment.reminded_at = now
    db.session.flush()
    told = len(due) - len(without)
    if told:
        record(actor, "round.reminded", round_, government_id=round_.government_id, after={"told": told})
    return Reminded(told, tuple(without))
