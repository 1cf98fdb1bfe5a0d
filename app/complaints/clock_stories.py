"""The clocks of one complaint with their stories, for its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.complaints.calendar_years import not_complete
from app.complaints.explaining import explain
from app.complaints.explanation_text import sentences
from app.complaints.judging import times_of
from app.complaints.models import Complaint
from app.complaints.queries.judging import judge_for, named_days, states_of_years
from app.complaints.sla import Clock
from app.organisations.models import Government


@dataclass(frozen=True)
class ClockStory:
    """A clock, and what happened to it in sentences, in the order of time."""

    clock: Clock
    sentences: Sequence[str]


def clock_stories(government: Government, complaint: Complaint, now: datetime) -> list[ClockStory]:
    """The clocks of a complaint as they stand at `now`, each explained."""
    judge, times = judge_for(government), times_of(complaint)
    clocks = judge.clocks(complaint, now)
    moments = [moment for clock in clocks for moment in (clock.starts, clock.ends, clock.due) if moment]
    margin = timedelta(days=1)  # the local day may be the one before or after that of UTC
    first, last = min(moments, default=now) - margin, max(*moments, now) + margin
    names = named_days(government, first.date(), last.date())
    open_years = not_complete(states_of_years(range(first.year, last.year + 1)))
    zone = government.time_zone.value
    return [
        ClockStory(
            clock, sentences(explain(clock, times.pauses, judge.calendar, names, now, open_years), zone)
        )
        for clock in clocks
    ]
