"""Where one assessment stands for one person at one moment: duties, window, possible steps."""

from dataclasses import dataclass
from datetime import date, datetime

from app.access import Actor, Permission
from app.assessment.models import Assessment, Round
from app.assessment.queries.handed import handed_indicators
from app.assessment.rules import (
    Duty,
    Remaining,
    Step,
    Window,
    days_left,
    deadline,
    is_late,
    possible_steps,
    remaining,
    writing_window,
)
from app.db import day_in, db
from app.organisations.models import Government


@dataclass(frozen=True)
class Standing:
    """What a page shows and an action checks."""

    duties: frozenset[Duty]
    window: Window
    deadline: datetime
    deadline_day: date
    days_left: int
    is_late: bool
    steps: frozenset[Step]
    remaining: Remaining | None = None  # until the deadline; None when it is over

    def may(self, step: Step) -> bool:
        """Whether the step is possible now, by this person."""
        return step in self.steps


def duties_of(actor: Actor, assessment: Assessment, indicator_id: str = "") -> frozenset[Duty]:
    """What the policy lets this person do with this assessment, and with this indicator if one is named.

    Nobody verifies their own answers: the government-scope assessment, which the coordinator answers, is not verified
    by the coordinator; the ministry's score is the one that stands above it.
    """
    government, unit = assessment.government_id, assessment.unit_id
    duties = set()
    if unit is None:
        if actor.may(Permission.ASSESSMENT_FILL_GOVERNMENT, government):
            duties |= {Duty.ANSWER, Duty.OWN}
    else:
        if actor.may(Permission.ASSESSMENT_FILL, government, unit):
            duties.add(Duty.ANSWER)
        elif indicator_id and indicator_id in handed_indicators(actor, assessment):
            duties.add(Duty.CONTRIBUTE)
        if actor.may(Permission.ASSESSMENT_VERIFY, government, unit):
            duties.add(Duty.VERIFY)
    if actor.may(Permission.ASSESSMENT_SCORE_MINISTRY, government, unit):
        duties.add(Duty.REVIEW)
    return frozenset(duties)


def may_write(actor: Actor, assessment: Assessment, indicator_id: str) -> bool:
    """Whether it is this person's to answer this indicator, whatever the state and the moment."""
    return bool(duties_of(actor, assessment, indicator_id) & {Duty.ANSWER, Duty.CONTRIBUTE})


def window_of(assessment: Assessment, round_: Round, now: datetime) -> Window:
    """Whether this assessment may be written at `now`."""
    return writing_window(
        now,
        opens_at=round_.opens_at,
        closes_at=round_.closes_at,
        extended_until=assessment.extended_until,
        round_state=round_.state,
    )


def government_of(government_id: str) -> Government:
    """The government that a record belongs to; `LookupError` if the session may not see it."""
    government = db.session.get(Government, government_id)
    if government is None:
        raise LookupError(government_id)
    return government


def zone_of(government_id: str) -> str:
    """The IANA name of the government's time zone."""
    return government_of(government_id).time_zone.value


def standing(actor: Actor, assessment: Assessment, now: datetime, indicator_id: str = "") -> Standing:
    """Duties, window and steps of one person for one assessment (`duties_of` says what an indicator adds)."""
    window = window_of(assessment, assessment.round, now)
    duties = duties_of(actor, assessment, indicator_id)
    until = deadline(assessment.round.closes_at, assessment.extended_until)
    zone = zone_of(assessment.government_id)
    return Standing(
        duties=duties,
        window=window,
        deadline=until,
        deadline_day=day_in(zone, until),
        days_left=days_left(now, until, zone),
        is_late=is_late(assessment.state, now, until),
        steps=possible_steps(assessment.state, duties=duties, window=window),
        remaining=remaining(now, until),
    )
