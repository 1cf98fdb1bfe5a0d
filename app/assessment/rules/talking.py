"""Threads: where a question stands, and until when somebody may take back what they wrote."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MESSAGE_LENGTH = 2000  # letters
TAKE_BACK_WITHIN = timedelta(minutes=15)


class ThreadState(StrEnum):
    """Where the conversation about one answer stands."""

    QUIET = "quiet"  # nobody asked the coordinator anything
    OPEN = "open"  # a question waits for the coordinator
    ANSWERED = "answered"
    SETTLED = "settled"  # somebody said that it is done


class Side(StrEnum):
    """For whom somebody writes."""

    OPD = "opd"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class Moments:
    """When the last thing of each kind happened in a thread; what was taken back does not count."""

    asked: datetime | None = None
    answered: datetime | None = None  # by the coordinator, in this thread
    answered_for_all: datetime | None = None  # by an answer that every OPD sees
    settled: datetime | None = None


def state_of(moments: Moments) -> ThreadState:
    """The state that follows: a later question opens the thread again, whatever came before it."""
    if moments.asked is None:
        return ThreadState.QUIET
    if moments.settled is not None and moments.settled >= moments.asked:
        return ThreadState.SETTLED
    answers = [each for each in (moments.answered, moments.answered_for_all) if each is not None]
    return ThreadState.ANSWERED if answers and max(answers) >= moments.asked else ThreadState.OPEN


def may_take_back(*, own: bool, written: datetime, now: datetime, followed: bool, taken_back: bool) -> bool:
    """Only the own words, only a quarter of an hour, and only while nobody else wrote after them."""
    return own and not taken_back and not followed and now - written <= TAKE_BACK_WITHIN
