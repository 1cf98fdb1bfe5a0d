"""The codes of progress; `app/plans/progress_labels.py` has the words."""

from enum import StrEnum


class PeriodState(StrEnum):
    """A quarter that was never opened has no record and counts as locked, like a closed one."""

    OPEN = "open"
    CLOSED = "closed"


class ReportState(StrEnum):
    """Where one line's report of one quarter stands."""

    DRAFT = "draft"
    SENT = "sent"
    VERIFIED = "verified"
    RETURNED = "returned"


# What is said officially. A draft is nobody's word yet, a returned report is doubted: both count as not reported.
COUNTED = frozenset({ReportState.SENT, ReportState.VERIFIED})
WRITABLE = frozenset({ReportState.DRAFT, ReportState.RETURNED})


class Light(StrEnum):
    """How a line stands against the path to the year's target."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    NOT_DUE = "not_due"  # none of its planned quarters has begun
    NO_TARGET = "no_target"  # nothing to measure against
    UNKNOWN = "unknown"  # should have been reported and was not


class ProgressStep(StrEnum):
    """What people do with a report."""

    SENT = "sent"
    VERIFIED = "verified"
    RETURNED = "returned"


class ReportGap(StrEnum):
    """What a report lacks before it can be sent."""

    NO_OUTPUT = "no_output"
    NO_SPENT = "no_spent"
    NO_OBSTACLE = "no_obstacle"
    NO_NEXT_STEP = "no_next_step"


class AddendumState(StrEnum):
    """A change of targets after acceptance."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
