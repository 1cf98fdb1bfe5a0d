"""What pictures need besides the figures: the deadlines to mark, and where a flow begins."""

from collections.abc import Iterable, Sequence
from itertools import dropwhile

from app.complaints.rules import Klass
from app.complaints.sla import SlaRules, Stage
from app.complaints.statistics.months import first_day, last_day
from app.complaints.statistics.series import Flow


def allowed_days(
    rules: SlaRules, stage: Stage, classes: Iterable[Klass], months: Iterable[str]
) -> tuple[int, ...]:
    """The working days that a stage was allowed for complaints of these classes and months, ascending.

    A complaint without a class is judged by the rule for all, if there is one.
    """
    days = [day for month in months for day in (first_day(month), last_day(month))]
    found = {rules.allowed(stage, klass, day) for klass in (None, *classes) for day in days}
    return tuple(sorted(allowed for allowed in found if allowed is not None))


def from_first_complaint(flow: Iterable[Flow]) -> Sequence[Flow]:
    """The months from the first in which anything happened: before it the register knows nothing."""
    return list(
        dropwhile(lambda each: not (each.incoming or each.closed or each.archived or each.backlog), flow)
    )
