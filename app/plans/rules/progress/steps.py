"""Which step a report or a period may take, when to remind, and which targets hold when."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.plans.rules.progress.words import WRITABLE, AddendumState, ProgressStep, ReportState

REMIND_BEFORE = (7, 1)  # days before the due date; ours

_SOURCES: Mapping[ProgressStep, frozenset[ReportState]] = {
    ProgressStep.SENT: WRITABLE,
    ProgressStep.VERIFIED: frozenset({ReportState.SENT}),
    # A verified report can be doubted as long as its quarter is open.
    ProgressStep.RETURNED: frozenset({ReportState.SENT, ReportState.VERIFIED}),
}


class PeriodLocked(Exception):
    """The quarter is not open: nothing in it can be changed."""


class PeriodRefused(Exception):
    """The quarter cannot be opened or closed: `why` is a code of `progress_labels.PERIOD_REFUSALS`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class WrongReportState(Exception):
    """The step does not lead on from where the report stands: someone else was faster, or the page is old."""

    def __init__(self, state: ReportState) -> None:
        super().__init__(state)
        self.state = state


class OwnReport(Exception):
    """Whoever sent a report leaves its verification to a colleague, where there is one."""


class AddendumRefused(Exception):
    """An addendum cannot be made or decided: `why` is a code of `progress_labels.ADDENDUM_REFUSALS`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def after_step(step: ProgressStep, state: ReportState) -> ReportState:
    """The state that a step leads to. Raises WrongReportState."""
    if state not in _SOURCES[step]:
        raise WrongReportState(state)
    return ReportState(step.value)


def is_left_to_others(sent_by: str | None, verifier: str | None, colleagues: Collection[str]) -> bool:
    """Whether somebody else has to verify a report: its sender does not, as long as one of `colleagues` can.

    A house with a single coordinator verifies its own reports, and every page says so.
    """
    return sent_by is not None and sent_by == verifier and bool(colleagues)


def is_self_verified(state: ReportState, sent_by: str | None, decided_by: str | None) -> bool:
    """Whether a report was verified by whoever sent it."""
    return state is ReportState.VERIFIED and sent_by is not None and sent_by == decided_by


def reminder_stage(today: date, due_on: date, reminded_for: int | None) -> int | None:
    """The reminder that is due today, in days before the due date (7 or 1), or None.

    `reminded_for` is the stage that was sent last. A worker that was away sends one reminder, not two.
    """
    left = (due_on - today).days
    if left < 0:
        return None
    due = min((stage for stage in REMIND_BEFORE if left <= stage), default=None)
    return due if due is not None and (reminded_for is None or due < reminded_for) else None


@dataclass(frozen=True, slots=True)
class TargetChange:
    """An addendum of one line: the targets that it sets, by year. `decided_at` is when the leader decided."""

    number: int
    state: AddendumState
    targets: Mapping[int, Decimal]
    decided_at: datetime | None


def target_in_force(
    accepted: Decimal | None, year: int, changes: Iterable[TargetChange], closed_at: datetime | None
) -> Decimal | None:
    """The target of a year as a quarter is measured by it.

    Approved addenda take over the accepted value in the order of the decisions. A closed quarter keeps what held when
    it was closed: no later decision turns its lights.
    """
    approved = [
        change
        for change in changes
        if change.state is AddendumState.APPROVED
        and change.decided_at is not None
        and year in change.targets
        and (closed_at is None or change.decided_at <= closed_at)
    ]
    latest = max(approved, key=lambda change: (change.decided_at, change.number), default=None)
    return latest.targets[year] if latest else accepted
